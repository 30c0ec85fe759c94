package io.tenon.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.tenon.DType;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.TeamForward;
import io.tenon.graph.Size;
import io.tenon.processor.discover.ModuleClass;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** Writes a plan as the class {@code LeNet_Forward}. */
public final class ForwardEmitter {
  /** JavaPoet puts an empty line between fields; those that belong together read better without. */
  private static final Pattern FIELD_GAP =
      Pattern.compile("(  private final [^\n]*;\n)\n(?=  private final )");

  private final Plan plan;
  private final ClassName module;
  private final String source;
  private final boolean training;
  private final Scope scope;
  private final ForwardCalls calls;

  private ForwardEmitter(Plan plan, ClassName module, String source, boolean training) {
    this.plan = plan;
    this.training = training;
    this.module = module;
    this.source = source;
    this.scope = new Scope(plan);
    this.calls = new ForwardCalls(plan, scope);
  }

  /**
   * The generated class.
   *
   * @param of the module class, in the mode that was planned
   * @param source the file of the module class, such as {@code LeNet.java}
   * @param name the generated class's name
   */
  public static GeneratedClass emit(
      Plan plan, ModuleClass of, String packageName, String name, String source) {
    String[] names = of.nestedName().split("\\.");
    ClassName module = ClassName.get(packageName, names[0]);
    for (int i = 1; i < names.length; i++) {
      module = module.nestedClass(names[i]);
    }
    TypeSpec type = new ForwardEmitter(plan, module, source, of.training()).type(name);
    String text =
        JavaFile.builder(packageName, type)
            .indent("  ")
            .skipJavaLangImports(true)
            .build()
            .toString();
    return new GeneratedClass(
        packageName, name, MethodHeads.wrapped(FIELD_GAP.matcher(text).replaceAll("$1")));
  }

  private TypeSpec type(String name) {
    Class<?> plain = plan.inTeams() ? TeamForward.class : CompiledForward.class;
    Class<?> base = plan.isPlain() ? plain : BoundForward.class;
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .superclass(ParameterizedTypeName.get(ClassName.get(base), module));
    StepTable table = new StepTable(plan);
    type.addJavadoc(
        "$L", new ForwardComment(plan, module, source, training, calls.hasParts()).text(table));
    bindSymbols();
    bindWeights();
    Fields fields = scope.fields();
    List<Fields.Bound> weights = fields.takeNew();
    Map<MethodSpec, List<Fields.Bound>> steps = new LinkedHashMap<>();
    plan.tasks().stream()
        .filter(Task::isStep)
        .forEach(task -> steps.put(Emitters.emit(task, scope), fields.takeNew()));
    for (FieldSpec field : fields.fields()) {
      type.addField(field);
    }
    ForwardMethods all = new ForwardMethods(plan, calls);
    type.addMethod(constructor());
    binders(weights).forEach(type::addMethod);
    type.addMethod(all.forward());
    calls.parts().forEach(type::addMethod);
    steps.forEach(
        (step, used) -> {
          type.addMethod(step);
          binders(used).forEach(type::addMethod);
        });
    all.sizes().forEach(type::addMethod);
    if (plan.wholeBatch()) {
      type.addMethod(ForwardMethods.wholeBatch());
      BatchEmitter.requirements(plan).ifPresent(type::addMethod);
    }
    table.methods().forEach(type::addMethod);
    return type.build();
  }

  private void bindWeights() {
    for (Plan.Weight weight : plan.weights()) {
      CodeBlock value =
          CodeBlock.of("binding.floats($S, $L)", weight.path(), weight.floats().java());
      scope.fields().add(ArrayTypeName.of(float.class), weight.field(), value);
    }
  }

  private void bindSymbols() {
    for (Plan.Symbol symbol : plan.symbols()) {
      scope.fields().addSize(symbol.name(), size(symbol));
    }
    for (Plan.Blocks blocks : plan.blocks()) {
      CodeBlock count = CodeBlock.of("($L + 15) / 16", Amount.of(blocks.channels()).java());
      scope.fields().add(TypeName.INT, blocks.name(), count);
    }
  }

  private static CodeBlock size(Plan.Symbol symbol) {
    CodeBlock size = CodeBlock.of("binding.size($S, $L)", symbol.weight(), symbol.dim());
    return symbol.divisor() == 1 ? size : CodeBlock.of("$L / $L", size, symbol.divisor());
  }

  private MethodSpec constructor() {
    List<Object> required = new ArrayList<>();
    required.add(CodeBlock.of("$S", plan.graph().fingerprint()));
    plan.inputs().forEach(input -> required.add(requirement(input)));
    List<Object> args = new ArrayList<>();
    args.add(WrappedCall.nested(8, CodeBlock.of("binding.require"), required.toArray()));
    if (plan.isPlain()) {
      args.add(sizes(plan.results().get(0)));
    }
    CodeBlock sizes = WrappedCall.call(WrappedCall.BODY, "super", args.toArray());
    return MethodSpec.constructorBuilder()
        .addParameter(bindingType(), "binding")
        .addStatement(sizes)
        .addCode(scope.fields().binding())
        .build();
  }

  /** The methods that bind these fields, if there are so many that each has one. */
  private List<MethodSpec> binders(List<Fields.Bound> some) {
    return scope.fields().divided()
        ? some.stream().map(field -> field.method(bindingType())).toList()
        : List.of();
  }

  private TypeName bindingType() {
    return ParameterizedTypeName.get(ClassName.get(Binding.class), module);
  }

  /** {@code "N, 3, 32, 32"}, {@code "int64 N, T"}, {@code "N, " + binding.size("fc.weight", 1)}. */
  private CodeBlock requirement(Value input) {
    StringBuilder text = new StringBuilder(input.dtype() == DType.INT64 ? "\"int64 " : "\"");
    text.append(input.isShared() ? "" : plan.batch());
    for (Size size : input.sizes()) {
      boolean first = text.length() < 2 || text.charAt(text.length() - 1) == ' ';
      boolean known = size.isConstant() || scope.given().contains(size.toString());
      text.append(first ? "" : ", ").append(known ? size : "\" + " + unbound(size) + " + \"");
    }
    return CodeBlock.of("$L", text.append('"').toString().replace(" + \"\"", ""));
  }

  /** {@code new int[] {-1, 3, 32, 32}}. */
  private CodeBlock sizes(Value value) {
    List<CodeBlock> sizes = new ArrayList<>(List.of(CodeBlock.of("-1")));
    value.sizes().forEach(size -> sizes.add(unbound(size)));
    return CodeBlock.of("new int[] {$L}", CodeBlock.join(sizes, ", "));
  }

  /** A size where fields have no values yet. */
  private CodeBlock unbound(Size size) {
    List<CodeBlock> factors = new ArrayList<>();
    if (size.factor() != 1 || size.isConstant()) {
      factors.add(CodeBlock.of("$L", size.factor()));
    }
    for (String name : size.symbols()) {
      Plan.Symbol symbol =
          plan.symbols().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
      CodeBlock read = size(symbol);
      factors.add(symbol.divisor() == 1 ? read : CodeBlock.of("($L)", read));
    }
    return CodeBlock.join(factors, " * ");
  }
}
