package io.tenon.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.tenon.Tensor;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.ForwardAll;
import io.tenon.compiled.Registration;
import io.tenon.compiled.Slots;
import io.tenon.processor.discover.Field;
import io.tenon.processor.discover.ModuleClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Writes the class {@code LeNet_Registration}: a slot for each annotated field. */
public final class RegistrationEmitter {
  private static final int SLOT = 8;

  private final ModuleClass module;
  private final ClassName name;

  private RegistrationEmitter(ModuleClass module) {
    this.module = module;
    this.name = ClassName.get(module.type());
  }

  /**
   * The generated class.
   *
   * @param source the file of the module class, such as {@code LeNet.java}
   * @param hash changes with that file; null where it is not known
   * @param forwards the names of the generated forwards
   */
  public static GeneratedClass emit(
      ModuleClass module, String source, String hash, List<String> forwards) {
    RegistrationEmitter emitter = new RegistrationEmitter(module);
    String generated = module.flatName() + "_Registration";
    TypeSpec type = emitter.type(generated, source, hash, forwards);
    String text =
        JavaFile.builder(emitter.name.packageName(), type)
            .indent("  ")
            .skipJavaLangImports(true)
            .build()
            .toString();
    return new GeneratedClass(emitter.name.packageName(), generated, text);
  }

  private TypeSpec type(String generated, String source, String hash, List<String> forwards) {
    String what =
        module.fields().isEmpty()
            ? "that it has no annotated fields of its own"
            : "its annotated fields, in the order of declaration";
    String comment =
        "What {@link "
            + String.join(".", name.simpleNames())
            + "} registers: "
            + what
            + ". Made by Tenon from "
            + source
            + "; change that, not this.";
    TypeSpec.Builder type =
        TypeSpec.classBuilder(generated)
            .addJavadoc("$L", Texts.wrap(comment, Texts.CLASS))
            .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
            .superclass(of(Registration.class));
    if (isGeneric()) {
      type.addAnnotation(
          AnnotationSpec.builder(SuppressWarnings.class)
              .addMember("value", "{$S, $S}", "rawtypes", "unchecked")
              .build());
    }
    if (hash != null) {
      type.addField(source(hash));
    }
    type.addMethod(declare());
    if (!forwards.isEmpty()) {
      type.addMethod(hasForward()).addMethod(forwards(forwards));
    }
    if (module.forward().filter(ModuleClass.Forward::isOfAll).isPresent() && !forwards.isEmpty()) {
      type.addMethod(computesAll());
    }
    module.all().ifPresent(method -> type.addMethod(forwardAll(method)));
    if (module.inputs() > 0) {
      type.addMethod(inputs()).addMethod(forwardOfSeveral());
    }
    return type.build();
  }

  private static FieldSpec source(String hash) {
    return FieldSpec.builder(String.class, "SOURCE")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("$L", "Changes with the source: networks in other jars are compiled from it.")
        .initializer("$S", hash)
        .build();
  }

  /**
   * A slot is typed by classes: what is generic is raw here, and the user's declaration is right.
   */
  private boolean isGeneric() {
    boolean raw = !module.type().getTypeParameters().isEmpty();
    for (Field field : module.fields()) {
      raw |= TypeName.get(field.type()) instanceof ParameterizedTypeName;
    }
    return raw;
  }

  private ParameterizedTypeName of(Class<?> generic) {
    return ParameterizedTypeName.get(ClassName.get(generic), name);
  }

  private MethodSpec declare() {
    MethodSpec.Builder declare =
        MethodSpec.methodBuilder("declare")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED)
            .addParameter(of(Slots.class), "slots");
    if (module.fields().isEmpty()) {
      return declare.build();
    }
    List<CodeBlock> slots = new ArrayList<>();
    module.fields().forEach(field -> slots.add(slot(field)));
    return declare.addStatement("slots\n$L", CodeBlock.join(slots, "\n")).build();
  }

  private CodeBlock slot(Field field) {
    String method =
        switch (field.kind()) {
          case SUBMODULE -> ".submodule";
          case PARAM -> ".parameter";
          case BUFFER -> field.persistent() ? ".buffer" : ".nonPersistentBuffer";
        };
    List<Object> args = new ArrayList<>();
    args.add(CodeBlock.of("$S", field.name()));
    if (field.kind() == Field.Kind.SUBMODULE) {
      args.add(CodeBlock.of("$T.class", raw(TypeName.get(field.type()))));
    }
    args.add(CodeBlock.of("net -> net.$N", field.identifier()));
    if (!field.isFinal()) {
      args.add(CodeBlock.of("(net, value) -> net.$N = value", field.identifier()));
    }
    return WrappedCall.call(SLOT, method, args.toArray());
  }

  /** The class that a type is at run time: without arguments, and of a variable its bound. */
  private static TypeName raw(TypeName type) {
    TypeName bare = type.isAnnotated() ? type.withoutAnnotations() : type;
    if (bare instanceof TypeVariableName variable) {
      return raw(variable.bounds().get(0));
    }
    return bare instanceof ParameterizedTypeName generic ? generic.rawType() : bare;
  }

  private static MethodSpec hasForward() {
    return MethodSpec.methodBuilder("hasForward")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.BOOLEAN)
        .addStatement("return true")
        .build();
  }

  private MethodSpec forwards(List<String> forwards) {
    List<CodeBlock> made = new ArrayList<>();
    for (String forward : forwards) {
      made.add(CodeBlock.of("new $T(binding)", ClassName.get(name.packageName(), forward)));
    }
    return MethodSpec.methodBuilder("forwards")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(ParameterizedTypeName.get(ClassName.get(List.class), of(BoundForward.class)))
        .addParameter(of(Binding.class), "binding")
        .addStatement(
            "return $L", WrappedCall.call(8, CodeBlock.of("$T.of", List.class), made.toArray()))
        .build();
  }

  private static MethodSpec computesAll() {
    return MethodSpec.methodBuilder("computesAll")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.BOOLEAN)
        .addStatement("return true")
        .build();
  }

  private MethodSpec forwardAll(ModuleClass.All all) {
    ClassName outputs = ClassName.get(all.record());
    List<CodeBlock> given = new ArrayList<>();
    for (int i = 0; i < all.inputs(); i++) {
      given.add(CodeBlock.of("inputs.get($L)", i));
    }
    List<CodeBlock> read = new ArrayList<>();
    List<CodeBlock> made = new ArrayList<>();
    for (String output : all.outputs()) {
      read.add(CodeBlock.of("outputs.$N()", output));
      made.add(CodeBlock.of("tensors.get($L)", made.size()));
    }
    return MethodSpec.methodBuilder("forwardAll")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(
            ParameterizedTypeName.get(
                ClassName.get(ForwardAll.class), name, WildcardTypeName.subtypeOf(Object.class)))
        .addStatement(
            "return new $T(\n$L,\n(net, inputs) -> net.forwardAll($L),\noutputs -> $T.asList($L),"
                + "\ntensors -> new $T($L))",
            ParameterizedTypeName.get(ClassName.get(ForwardAll.class), name, outputs),
            all.inputs(),
            CodeBlock.join(given, ", "),
            Arrays.class,
            CodeBlock.join(read, ", "),
            outputs,
            CodeBlock.join(made, ", "))
        .build();
  }

  private MethodSpec inputs() {
    return MethodSpec.methodBuilder("inputs")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.INT)
        .addStatement("return $L", module.inputs())
        .build();
  }

  private MethodSpec forwardOfSeveral() {
    List<CodeBlock> inputs = new ArrayList<>();
    for (int i = 0; i < module.inputs(); i++) {
      inputs.add(CodeBlock.of("inputs.get($L)", i));
    }
    return MethodSpec.methodBuilder("forward")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(Tensor.class)
        .addParameter(name, "net")
        .addParameter(ParameterizedTypeName.get(List.class, Tensor.class), "inputs")
        .addStatement(WrappedCall.call(WrappedCall.BODY, "return net.forward", inputs.toArray()))
        .build();
  }
}
