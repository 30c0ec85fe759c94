package io.tenon.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tenon.DType;
import io.tenon.compiled.Member;
import io.tenon.kernel.Rows;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Place;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Stage;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * The body of {@code forward}: where each value lies, and the list of calls. That of a very deep
 * network is divided into methods {@code forward1}, {@code forward2}, which HotSpot compiles sooner
 * than a long one, or at all.
 */
final class ForwardCalls {
  /** As many calls take less than 3,000 bytecodes; HotSpot never compiles more than 8,000. */
  static final int MOST = 80;

  /** With fewer in all, {@code forward} is read at a glance, and short enough if nobody meets. */
  private static final int FEW = 120;

  /** What a core's second cache holds on most machines, in bytes. */
  private static final long CACHE = 1 << 20;

  private static final String LINES =
      "// The first value begins at 12, where a large array has the start of a line of the cache.\n";

  private static final TypeName FLOATS = ArrayTypeName.of(float.class);
  private static final TypeName LONGS = ArrayTypeName.of(long.class);

  private final Plan plan;
  private final Scope scope;
  private final boolean divided;
  private final List<MethodSpec> parts = new ArrayList<>();
  private final Set<String> explained = new HashSet<>(); // borders, which are many

  ForwardCalls(Plan plan, Scope scope) {
    this.plan = plan;
    this.scope = scope;
    this.divided = plan.tasks().size() > (plan.inTeams() ? MOST : FEW);
  }

  /** Whether a value is a part of another. */
  boolean hasParts() {
    return plan.tasks().stream().anyMatch(task -> task.out().place().isPart());
  }

  CodeBlock body() {
    CodeBlock.Builder body = CodeBlock.builder();
    if (!plan.scratch().equals(Amount.ZERO)) {
      body.addStatement("float[] scratch = member.scratch()");
    }
    if (!divided) {
      Map<Place, Value> places = places(plan.tasks());
      body.add(places.keySet().stream().anyMatch(Place::beginsFirstLine) ? LINES : "");
      places.forEach((place, value) -> body.add(local(place, value)));
    }
    for (Stage stage : plan.stages()) {
      if (!stage.wholeBatch()) {
        String why = why(stage);
        body.add(why.isEmpty() ? "" : "// One sample at a time: " + why + ".\n");
        body.beginControlFlow("for (int n = 0; n < $L; n++)", plan.batch());
      }
      int indent = stage.wholeBatch() ? WrappedCall.BODY : WrappedCall.LOOP;
      if (divided) {
        List<Task> tasks = stage.tasks();
        for (int from = 0; from < tasks.size(); from += MOST) {
          List<Task> some = tasks.subList(from, Math.min(from + MOST, tasks.size()));
          body.addStatement(part(some, stage.wholeBatch(), indent));
        }
      } else {
        body.add(calls(stage.tasks(), indent));
      }
      if (!stage.wholeBatch()) {
        body.endControlFlow();
      }
    }
    return body.build();
  }

  /** The methods that {@link #body} calls, if it is divided. */
  List<MethodSpec> parts() {
    return parts;
  }

  /** Makes a method of some calls, and gives the call of it: with just the arguments it needs. */
  private CodeBlock part(List<Task> tasks, boolean wholeBatch, int indent) {
    CodeBlock.Builder body = CodeBlock.builder();
    places(tasks).forEach((place, value) -> body.add(local(place, value)));
    body.add(calls(tasks, WrappedCall.BODY));
    String name = "forward" + (parts.size() + 1);
    String text = body.build().toString();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name)
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc(
                "$L to $L, for $L.",
                tasks.get(0).name(),
                tasks.get(tasks.size() - 1).name(),
                wholeBatch ? "all samples" : "sample n");
    List<Object> args = new ArrayList<>();
    Map<String, TypeName> wanted = new LinkedHashMap<>();
    wanted.put(Scope.MEMBER, TypeName.get(Member.class));
    wanted.put("n", TypeName.INT);
    wanted.put(plan.batch(), TypeName.INT);
    scope.given().forEach(size -> wanted.put(size, TypeName.INT));
    for (Value input : plan.inputs()) {
      wanted.put(input.name(), input.dtype() == DType.INT64 ? LONGS : FLOATS);
      wanted.put(input.name() + "At", TypeName.INT);
    }
    wanted.put("workspace", FLOATS);
    wanted.put("scratch", FLOATS);
    for (Value result : plan.results()) {
      wanted.put(result.place().result(), FLOATS);
      wanted.put(result.place().result() + "At", TypeName.INT);
    }
    wanted.forEach(
        (parameter, type) -> {
          if (Scope.isNamed(parameter, text)) {
            method.addParameter(type, parameter);
            args.add(parameter);
          }
        });
    parts.add(method.addCode(body.build()).build());
    return WrappedCall.call(indent, name, args.toArray());
  }

  /**
   * The calls of some tasks. The members of a team meet behind each, but for those that the first
   * does alone, one after the other.
   */
  private CodeBlock calls(List<Task> tasks, int indent) {
    CodeBlock.Builder calls = CodeBlock.builder();
    int done = 0;
    while (done < tasks.size()) {
      Task task = tasks.get(done++);
      if (!plan.inTeams()) {
        calls.add(call(task, indent));
        continue;
      }
      if (scope.isSplit(task)) {
        calls.add(call(task, indent));
      } else {
        calls.beginControlFlow("if (member.isFirst())");
        calls.add(call(task, indent + 2));
        while (done < tasks.size() && !scope.isSplit(tasks.get(done))) {
          calls.add(call(tasks.get(done++), indent + 2));
        }
        calls.endControlFlow();
      }
      calls.addStatement("member.meet()");
    }
    return calls.build();
  }

  private CodeBlock call(Task task, int indent) {
    if (task instanceof Task.Copy copy) {
      CodeBlock call = CopyEmitter.call(indent, copy, scope);
      String comment = CopyEmitter.comment(copy);
      if (copy.border() != null && !explained.add(comment)) {
        return CodeBlock.of("$[$L;\n$]", call);
      }
      return CodeBlock.of("// $L\n$[$L;\n$]", comment, call);
    }
    if (task instanceof Task.Join join) {
      CodeBlock call = CopyEmitter.call(indent, join, scope);
      return CodeBlock.of("// $L\n$[$L;\n$]", CopyEmitter.comment(join), call);
    }
    if (task instanceof Task.RequireWithin within) {
      return CodeBlock.of(
          "$T.requireWithin($S, $L, $L);\n",
          Rows.class,
          within.operation(),
          within.end().java(),
          within.size().java());
    }
    return CodeBlock.of("$[$L;\n$]", Steps.call(indent, task, scope));
  }

  /** What it is good for that a stage is a loop over samples; "" if it is for nothing else. */
  private static String why(Stage stage) {
    long most = 0;
    boolean shared = false;
    for (Task task : stage.tasks()) {
      if (task.out().place().where() == Place.Where.SAMPLE) {
        shared = true;
        if (task.out().floats().isConstant() && task.out().place().at().isConstant()) {
          most =
              Math.max(most, (task.out().place().at().number() + task.out().floats().number()) * 4);
        }
      }
    }
    if (most == 0 || most > CACHE) {
      return shared ? "the workspace holds what lies between the steps for one, not for all" : "";
    }
    String kilobytes = Amount.literal((most + 1023) / 1024).replace('_', ',');
    return "the " + kilobytes + " KB between the steps stay in the cache";
  }

  private static Map<Place, Value> places(List<Task> tasks) {
    Map<Place, Value> places = new LinkedHashMap<>();
    for (Task task : tasks) {
      List<Value> used = new ArrayList<>(task.inputs()); // of a concatenation only parts are made
      used.addAll(task.scratch());
      used.add(task.out());
      for (Value value : used) {
        if (value.place().inWorkspace()) {
          places.putIfAbsent(value.place(), value);
        }
      }
    }
    return places;
  }

  private CodeBlock local(Place place, Value value) {
    boolean whole = place.where() == Place.Where.BATCH;
    String shape = whole ? plan.batch() + " of " + value.lies() : value.lies();
    shape += place.where() == Place.Where.OWN ? ", each member's own" : "";
    String part = place.isPart() ? ", a part of " + place.around().name() : "";
    String sum = WrappedCall.sum("int " + place.name() + "At = " + place.at().java());
    String line = sum.replace("\n", "\n    ") + ";";
    String comment = "// " + shape + part;
    boolean fits = WrappedCall.BODY + line.length() + 1 + comment.length() <= 100;
    return CodeBlock.of("$L", fits ? line + " " + comment + "\n" : comment + "\n" + line + "\n");
  }
}
