package io.tenon.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tenon.DType;
import io.tenon.compiled.Member;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The private method of a task, and its call: the same operands in the same order. */
final class Steps {
  private static final TypeName FLOATS = ArrayTypeName.of(float.class);
  private static final TypeName LONGS = ArrayTypeName.of(long.class);

  private Steps() {}

  /** The method, with its comment. */
  static MethodSpec method(Task task, Scope scope, String why, CodeBlock body) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(task.name())
            .addModifiers(Modifier.PRIVATE)
            .addJavadoc("$L", comment(task, scope, why));
    if (scope.splits(task, body)) {
      method.addParameter(Member.class, Scope.MEMBER);
    }
    scope.takes(task, body).forEach(size -> method.addParameter(int.class, size));
    List<Value> values = values(task);
    List<String> names = names(task);
    for (int i = 0; i < values.size(); i++) {
      TypeName array = values.get(i).dtype() == DType.INT64 ? LONGS : FLOATS;
      method.addParameter(array, names.get(i)).addParameter(int.class, names.get(i) + "At");
    }
    return method.addCode(body).build();
  }

  private static String comment(Task task, Scope scope, String why) {
    String first = origin(task) + Texts.shapes(task, scope.samples()) + ".";
    String all = Texts.wrap(first, Texts.MEMBER);
    if (why.isEmpty()) {
      return all;
    }
    String told = scope.told(why, task.name());
    String text = told.equals(task.name()) ? why : "As in {@link #" + told + "}.";
    return all + "\n\n" + Texts.wrap("<p>" + text, Texts.MEMBER);
  }

  private static String origin(Task task) {
    String origin = Texts.origin(task.common().nodes());
    return origin.isEmpty() ? "" : origin + ": ";
  }

  /** {@code conv1ReluMaxPool(x, xAt + n * 3_072, workspace, conv1At)}. */
  static CodeBlock call(int indent, Task task, Scope scope) {
    List<Object> args = new ArrayList<>(scope.isSplit(task) ? List.of(Scope.MEMBER) : List.of());
    args.addAll(scope.sizes(task));
    List<Value> values = values(task);
    for (Value value : values) {
      String array = Operand.array(value);
      String at = Operand.at(value, !task.wholeBatch());
      args.add(WrappedCall.together(array, at));
    }
    return WrappedCall.call(indent, task.name(), args.toArray());
  }

  private static List<Value> values(Task task) {
    List<Value> values = new ArrayList<>(task.inputs());
    values.addAll(task.scratch());
    values.add(task.out());
    return values;
  }

  private static List<String> names(Task task) {
    List<String> names = new ArrayList<>(task.inputNames());
    names.addAll(task.scratchNames());
    names.add("y");
    return names;
  }
}
