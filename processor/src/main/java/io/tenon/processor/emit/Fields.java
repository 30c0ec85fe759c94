package io.tenon.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The fields of a generated forward and what the constructor binds them to. Where they are many,
 * each is bound by a method of its own, {@code layer1_0Conv1 = bindLayer1_0Conv1(binding)}, which
 * stands beside the step that uses it.
 */
final class Fields {
  /** As many statements take less than 3,000 bytecodes, some 25 to 50 each. */
  private static final int FEW = 60;

  /**
   * A field that the constructor sets.
   *
   * @param locals declarations of local variables that {@code value} uses
   */
  record Bound(TypeName type, String name, CodeBlock locals, CodeBlock value) {
    /** The method that computes the value. */
    MethodSpec method(TypeName bindingType) {
      return MethodSpec.methodBuilder(methodName())
          .addModifiers(Modifier.PRIVATE)
          .returns(type)
          .addParameter(bindingType, "binding")
          .addCode(locals)
          .addStatement("return $L", value)
          .build();
    }

    private String methodName() {
      return "bind" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
  }

  private final List<FieldSpec> fields = new ArrayList<>();
  private final CodeBlock.Builder sizes = CodeBlock.builder();
  private final List<Bound> bound = new ArrayList<>();
  private CodeBlock.Builder locals = CodeBlock.builder();
  private int statements;
  private int taken;

  /** An {@code int} field that the others may use. */
  void addSize(String name, CodeBlock value) {
    declare(TypeName.INT, name);
    sizes.addStatement("$N = $L", name, value);
  }

  /** A field that the constructor sets. */
  void add(TypeName type, String name, CodeBlock value) {
    declare(type, name);
    bound.add(new Bound(type, name, locals.build(), value));
    locals = CodeBlock.builder();
  }

  void add(Class<?> type, String name, CodeBlock value) {
    add(ClassName.get(type), name, value);
  }

  /** A local variable for the value of the next field. */
  void local(Class<?> type, String name, CodeBlock value) {
    statements++;
    locals.addStatement("$T $N = $L", type, name, value);
  }

  private void declare(TypeName type, String name) {
    statements++;
    fields.add(FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build());
  }

  List<FieldSpec> fields() {
    return fields;
  }

  /** What was added since the last call. */
  List<Bound> takeNew() {
    List<Bound> added = List.copyOf(bound.subList(taken, bound.size()));
    taken = bound.size();
    return added;
  }

  /** Whether each field has a method of its own, once all are there. */
  boolean divided() {
    return statements > FEW;
  }

  /** The constructor's statements. */
  CodeBlock binding() {
    CodeBlock.Builder binding = CodeBlock.builder().add(sizes.build());
    for (Bound field : bound) {
      if (divided()) {
        String call = field.methodName() + "(binding)";
        boolean fits = WrappedCall.BODY + field.name().length() + call.length() + 4 <= 100;
        binding.addStatement("$N =$L$L", field.name(), fits ? " " : "\n", call);
      } else {
        binding.add(field.locals()).addStatement("$N = $L", field.name(), field.value());
      }
    }
    return binding.build();
  }
}
