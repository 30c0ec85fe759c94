package io.tenon.processor.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a place in the workspace for each value: two may lie in the same place if one is no longer
 * needed when the other is made. Values that only one sample at a time needs come first; behind
 * them lie those of the whole batch.
 */
final class PlanBuffers {
  /**
   * A value's life, from the task that makes it to the last that reads it; that of values which lie
   * in one place is one.
   */
  private static final class Life {
    final Place place;
    final Amount floats;
    int first;
    int last;
    boolean wholeBatch;
    boolean own;
    int stage;

    Life(Value value, int task, int stage) {
      this.place = value.place().whole();
      this.floats = value.stride();
      this.first = task;
      this.last = task;
      this.stage = stage;
    }

    Place.Where where() {
      if (own) {
        return Place.Where.OWN;
      }
      if (place.isShared()) {
        return Place.Where.SHARED;
      }
      return wholeBatch ? Place.Where.BATCH : Place.Where.SAMPLE;
    }
  }

  /** A line of the cache, in floats, which is a vector of AVX-512. */
  private static final int LINE = 16;

  /**
   * Where a large array's first line begins: its elements are 16 bytes behind the array's own
   * beginning, which is that of a region in G1's heap.
   */
  static final int FIRST = LINE - 4;

  private record Taken(Life life, long from, long to) {}

  /** How many floats a batch needs, and each member of a team for itself. */
  record Sizes(Amount workspace, Amount scratch) {}

  private final List<Stage> stages;
  private final boolean inTeams;
  private final Map<Place, Life> lives = new LinkedHashMap<>();
  private final Map<Integer, Integer> stageEnd = new LinkedHashMap<>();
  private final Map<Integer, Integer> stageStart = new LinkedHashMap<>();
  private final Map<Place, Place> over = new IdentityHashMap<>();

  private PlanBuffers(List<Stage> stages, boolean inTeams) {
    this.stages = stages;
    this.inTeams = inTeams;
  }

  /**
   * Places all values but the input and the result, which are placed already.
   *
   * @param inTeams whether the members of a team work at the same time
   */
  static Sizes plan(List<Stage> stages, Amount batch, boolean inTeams) {
    PlanBuffers plan = new PlanBuffers(stages, inTeams);
    plan.findLives();
    Amount samples = plan.placeAll(Place.Where.SAMPLE, Amount.ZERO, Amount.of(1));
    Amount shared = plan.placeAll(Place.Where.SHARED, samples, Amount.of(1));
    Amount before = samples.plus(shared);
    Amount batches = plan.placeAll(Place.Where.BATCH, before, batch);
    Amount own = plan.placeAll(Place.Where.OWN, Amount.ZERO, Amount.of(1));
    return new Sizes(before.plus(batches.times(batch)), own);
  }

  private void findLives() {
    int task = 0;
    for (int s = 0; s < stages.size(); s++) {
      stageStart.put(s, task);
      for (Task each : stages.get(s).tasks()) {
        for (Value value : each.inputs()) {
          touch(value, task, s);
        }
        for (Value value : each.scratch()) {
          touch(value, task, s);
        }
        if (inTeams) {
          each.ownScratch().forEach(value -> lives.get(value.place().whole()).own = true);
        }
        touch(each.out(), task, s);
        findInPlace(each);
        task++;
      }
      stageEnd.put(s, task - 1);
    }
    for (Life life : lives.values()) {
      if (life.where() != Place.Where.SAMPLE
          && !life.own) { // a loop over samples comes back to its first task
        life.last = Math.max(life.last, endOfLoop(life.last));
        life.first = startOfLoop(life.first);
      }
    }
  }

  private void touch(Value value, int task, int stage) {
    if (value.place().where() != null) {
      return;
    }
    Life life = lives.computeIfAbsent(value.place().whole(), p -> new Life(value, task, stage));
    life.last = task;
    life.wholeBatch |= stages.get(stage).wholeBatch() || life.stage != stage;
  }

  /**
   * A function of single elements may write over what it reads, if nobody needs that any more; so
   * may a sum that a convolution's rows go into.
   */
  private void findInPlace(Task task) {
    Value in = null;
    if (task instanceof Task.Map map) {
      Value first = map.inputs().get(0);
      in = map.inputs().stream().allMatch(other -> isReadInStep(other, first)) ? first : null;
    } else if (task instanceof Pointwise chain) {
      Value first = chain.replaceable();
      boolean inStep =
          first != null && chain.inputs().stream().allMatch(other -> isReadInStep(other, first));
      in = inStep ? first : null;
    } else if (task instanceof Task.Convolve conv
        && conv.addend() != null
        && conv.addend().place() != conv.in().place()) {
      in = conv.addend();
    } else if (task instanceof WinogradTask conv
        && conv.addend() != null
        && conv.addend().place() != conv.in().place()) {
      in = conv.addend();
    }
    Value out = task.out();
    if (in != null
        && out.place().where() == null
        && in.lies().equals(out.lies())
        && in.floats().equals(out.floats())
        && lives.containsKey(in.place())) {
      over.put(out.place(), in.place());
    }
  }

  /** Whether a value has no element in another's place but those that are read where it is. */
  private static boolean isReadInStep(Value value, Value in) {
    boolean apart = value.place().whole() != in.place();
    return apart || value.place() == in.place() && value.sizes().equals(in.sizes());
  }

  private int endOfLoop(int task) {
    for (int s = 0; s < stages.size(); s++) {
      if (task >= stageStart.get(s) && task <= stageEnd.get(s) && !stages.get(s).wholeBatch()) {
        return stageEnd.get(s);
      }
    }
    return task;
  }

  private int startOfLoop(int task) {
    for (int s = 0; s < stages.size(); s++) {
      if (task >= stageStart.get(s) && task <= stageEnd.get(s) && !stages.get(s).wholeBatch()) {
        return stageStart.get(s);
      }
    }
    return task;
  }

  /**
   * Places the values of one kind; returns how many floats they take for each {@code unit}. Sizes
   * can be compared if they are multiples of the same unknown, so those lie together.
   */
  private Amount placeAll(Place.Where where, Amount base, Amount unit) {
    Map<Amount, List<Life>> alike = new LinkedHashMap<>();
    alike.put(Amount.of(1), new ArrayList<>());
    for (Life life : lives.values()) {
      if (life.where() == where) {
        alike.computeIfAbsent(life.floats.unknown(), key -> new ArrayList<>()).add(life);
      }
    }
    Amount total = Amount.ZERO;
    for (Map.Entry<Amount, List<Life>> entry : alike.entrySet()) {
      Amount each = entry.getKey();
      long high = place(entry.getValue(), where, base.plus(total.times(unit)), each.times(unit));
      total = total.plus(each.times(high));
    }
    return total;
  }

  /**
   * Places values whose sizes are numbers of {@code unit}; returns how many it takes. What lies
   * between the steps of a large network begins where a line of the cache does, so that no vector
   * lies across two: MobileNetV2's depthwise convolutions take a tenth less for it, its others 2 %.
   */
  private long place(List<Life> alike, Place.Where where, Amount base, Amount unit) {
    boolean lines = inTeams && where == Place.Where.SAMPLE && unit.isConstant();
    List<Taken> taken = new ArrayList<>();
    long high = 0;
    for (Life life : alike) {
      long floats = life.floats.factor();
      long size = lines ? (floats + LINE - 1) / LINE * LINE : floats;
      Taken under = inPlace(life, taken);
      long at = under != null ? under.from() : gap(taken, life, size, lines ? FIRST : 0);
      taken.add(new Taken(life, at, at + size));
      high = Math.max(high, at + size);
      life.place.put(where, base.plus(unit.times(at)));
    }
    return high;
  }

  private Taken inPlace(Life life, List<Taken> taken) {
    Place under = over.get(life.place);
    for (Taken other : taken) {
      if (other.life().place == under && other.life().last == life.first) {
        return other;
      }
    }
    return null;
  }

  /** The first stretch that nothing lies in that is needed at the same time. */
  private static long gap(List<Taken> taken, Life life, long size, int first) {
    long at = first;
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Taken other : taken) {
        boolean meets = other.life().last >= life.first && life.last >= other.life().first;
        if (meets && at < other.to() && other.from() < at + size) {
          at = other.to();
          moved = true;
        }
      }
    }
    return at;
  }
}
