package io.tenon.processor.emit;

import com.palantir.javapoet.MethodSpec;
import io.tenon.processor.plan.BatchTask;
import io.tenon.processor.plan.ConvertIntegers;
import io.tenon.processor.plan.MapTask;
import io.tenon.processor.plan.Pointwise;
import io.tenon.processor.plan.SequenceTask;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.WinogradTask;
import java.util.Map;

/** Which emitter writes which kind of task. */
final class Emitters {
  private interface Emits<T extends Task> {
    MethodSpec emit(T task, Scope scope);
  }

  private static final Map<Class<? extends Task>, Emits<Task>> EMITTERS =
      Map.ofEntries(
          emits(Task.Convolve.class, ConvolveEmitter::emit),
          emits(WinogradTask.class, WinogradEmitter::emit),
          emits(Task.ConvolveDepthwise.class, GroupsEmitter::emit),
          emits(Task.ConvolveGroups.class, GroupsEmitter::emit),
          emits(MapTask.ConvolveTransposed.class, PhasesEmitter::emit),
          emits(MapTask.Resize.class, MapsEmitter::emit),
          emits(MapTask.LeakByChannel.class, MapsEmitter::emit),
          emits(MapTask.NormalizeGroups.class, NormalizeEmitter::emit),
          emits(MapTask.ShufflePixels.class, MapsEmitter::emit),
          emits(BatchTask.Measure.class, BatchEmitter::emit),
          emits(BatchTask.Standardize.class, BatchEmitter::emit),
          emits(BatchTask.Drop.class, BatchEmitter::emit),
          emits(ConvertIntegers.class, ConvertEmitter::emit),
          emits(SequenceTask.Embed.class, AttentionEmitter::emit),
          emits(SequenceTask.Attend.class, AttentionEmitter::emit),
          emits(SequenceTask.Recur.class, RecurrenceEmitter::emit),
          emits(Task.Multiply.class, MultiplyEmitter::emit),
          emits(Task.Pool.class, PoolEmitter::emit),
          emits(Task.PoolAdaptively.class, PoolEmitter::emit),
          emits(Task.Map.class, MapEmitter::emit),
          emits(Pointwise.class, PointwiseEmitter::emit),
          emits(Task.Move.class, MoveEmitter::emit),
          emits(Task.PickChannels.class, MoveEmitter::emit),
          emits(Task.Reduce.class, ReduceEmitter::emit),
          emits(Task.Normalize.class, NormalizeEmitter::emit),
          emits(Task.NormalizeRows.class, NormalizeEmitter::emit),
          emits(Task.Exponentiate.class, NormalizeEmitter::emit));

  private Emitters() {}

  private static <T extends Task> Map.Entry<Class<? extends Task>, Emits<Task>> emits(
      Class<T> kind, Emits<T> emitter) {
    return Map.entry(kind, (task, scope) -> emitter.emit(kind.cast(task), scope));
  }

  /** The method of a task; adds the fields that it needs. */
  static MethodSpec emit(Task task, Scope scope) {
    Emits<Task> emitter = EMITTERS.get(task.getClass());
    if (emitter == null) {
      throw new IllegalStateException("no emitter for " + task);
    }
    return emitter.emit(task, scope);
  }
}
