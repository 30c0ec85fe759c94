package io.tenon.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The fields of a generated forward and the constructor's statements that bind them. */
final class Fields {
  private final List<FieldSpec> fields = new ArrayList<>();
  private final CodeBlock.Builder binding = CodeBlock.builder();

  /** A field that the constructor sets. */
  void add(TypeName type, String name, CodeBlock value) {
    fields.add(FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL).build());
    binding.addStatement("$N = $L", name, value);
  }

  void add(Class<?> type, String name, CodeBlock value) {
    add(ClassName.get(type), name, value);
  }

  /** A local variable of the constructor. */
  void local(Class<?> type, String name, CodeBlock value) {
    binding.addStatement("$T $N = $L", type, name, value);
  }

  List<FieldSpec> fields() {
    return fields;
  }

  CodeBlock binding() {
    return binding.build();
  }
}
