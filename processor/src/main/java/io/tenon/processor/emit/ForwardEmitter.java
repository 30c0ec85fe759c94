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
import io.tenon.Shape;
import io.tenon.compiled.Binding;
import io.tenon.compiled.BoundForward;
import io.tenon.compiled.CompiledForward;
import io.tenon.compiled.Inputs;
import io.tenon.graph.Node;
import io.tenon.graph.Size;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Task;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes a plan as the class {@code LeNet_Forward}. */
public final class ForwardEmitter {
  /** JavaPoet puts an empty line between fields; those that belong together read better without. */
  private static final Pattern FIELD_GAP =
      Pattern.compile("(  private final [^\n]*;\n)\n(?=  private final )");

  private static final TypeName FLOATS = ArrayTypeName.of(float.class);

  private final Plan plan;
  private final ClassName module;
  private final String source;
  private final Scope scope;
  private final ForwardCalls calls;

  private ForwardEmitter(Plan plan, ClassName module, String source) {
    this.plan = plan;
    this.module = module;
    this.source = source;
    this.scope = new Scope(plan);
    this.calls = new ForwardCalls(plan, scope);
  }

  /**
   * The generated class.
   *
   * @param source the file of the module class, such as {@code LeNet.java}
   * @param name the generated class's name
   */
  public static GeneratedClass emit(
      Plan plan, String packageName, String moduleName, String name, String source) {
    String[] names = moduleName.split("\\.");
    ClassName module = ClassName.get(packageName, names[0]);
    for (int i = 1; i < names.length; i++) {
      module = module.nestedClass(names[i]);
    }
    TypeSpec type = new ForwardEmitter(plan, module, source).type(name);
    String text =
        JavaFile.builder(packageName, type)
            .indent("  ")
            .skipJavaLangImports(true)
            .build()
            .toString();
    return new GeneratedClass(packageName, name, FIELD_GAP.matcher(text).replaceAll("$1"));
  }

  private TypeSpec type(String name) {
    Class<?> base = plan.isPlain() ? CompiledForward.class : BoundForward.class;
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .superclass(ParameterizedTypeName.get(ClassName.get(base), module));
    StepTable table = new StepTable(plan);
    type.addJavadoc("$L", comment(table));
    bindSymbols();
    bindWeights();
    List<MethodSpec> methods = new ArrayList<>();
    plan.tasks().stream()
        .filter(Task::isStep)
        .forEach(task -> methods.add(Emitters.emit(task, scope)));
    for (FieldSpec field : scope.fields().fields()) {
      type.addField(field);
    }
    type.addMethod(constructor());
    type.addMethod(forward());
    calls.parts().forEach(type::addMethod);
    methods.forEach(type::addMethod);
    type.addMethod(workspace());
    if (!plan.isPlain()) {
      type.addMethod(result());
    }
    table.methods().forEach(type::addMethod);
    return type.build();
  }

  private String comment(StepTable table) {
    String first =
        "{@link "
            + String.join(".", module.simpleNames())
            + "#forward} for "
            + inputs()
            + ", as Tenon compiled it from "
            + source
            + ". Read it, step through it; change "
            + module.simpleName()
            + ", not this. The steps, for one sample:";
    StringBuilder text = new StringBuilder(Texts.wrap(first, Texts.CLASS));
    text.append("\n\n<pre>\n").append(table.text()).append("\n</pre>");
    if (uses(Layout.BLOCKS) || uses(Layout.ROWS)) {
      text.append("\n\n").append(Texts.wrap(layouts(), Texts.CLASS));
    }
    if (!plan.symbols().isEmpty()) {
      List<String> names = plan.symbols().stream().map(Plan.Symbol::name).toList();
      String arguments =
          "<p>{@code "
              + String.join("}, {@code ", names)
              + (names.size() == 1
                  ? "} is the constructor's argument: its value is read from the weights."
                  : "} are the constructor's arguments: their values are read from the weights.");
      text.append("\n\n").append(Texts.wrap(arguments, Texts.CLASS));
    }
    return text.toString();
  }

  private boolean uses(Layout layout) {
    return plan.tasks().stream().anyMatch(task -> task.out().layout() == layout);
  }

  private String layouts() {
    StringBuilder text = new StringBuilder("<p>Between steps, ");
    if (uses(Layout.ROWS)) {
      text.append("maps [C, H, W] of few channels lie as [C, H, 2·W], with room behind each row, ");
      text.append(uses(Layout.BLOCKS) ? "others" : "");
    }
    if (uses(Layout.BLOCKS)) {
      text.append(uses(Layout.ROWS) ? "" : "maps [C, H, W] lie")
          .append(" as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that one instruction")
          .append(" works on all of them");
    }
    String all = text.toString().strip();
    return (all.endsWith(",") ? all.substring(0, all.length() - 1) : all)
        + ". "
        + (calls.hasParts() ? "What is concatenated is made in its part of the result. " : "")
        + "{@code "
        + plan.inputs().stream().map(Value::name).collect(Collectors.joining("}, {@code "))
        + "} and the result lie as in PyTorch.";
  }

  /** {@code tokens of [N, T] and padding of [N, T]}. */
  private String inputs() {
    List<String> each = new ArrayList<>();
    for (Node node : plan.graph().nodes()) {
      if (node.kind() == Node.Kind.INPUT) {
        each.add(node.name() + " of " + withBatch(plan.inputs().get(each.size())));
      }
    }
    return String.join(" and ", each);
  }

  private String withBatch(Value value) {
    List<String> sizes = new ArrayList<>(value.isShared() ? List.of() : List.of(plan.batch()));
    value.sizes().forEach(size -> sizes.add(size.toString()));
    return sizes.toString();
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
      scope.fields().add(TypeName.INT, symbol.name(), size(symbol));
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
    args.add(WrappedCall.call(8, "binding.require", required.toArray()));
    if (plan.isPlain()) {
      args.add(sizes(plan.result()));
    }
    CodeBlock sizes = WrappedCall.call(WrappedCall.BODY, "super", args.toArray());
    return MethodSpec.constructorBuilder()
        .addParameter(ParameterizedTypeName.get(ClassName.get(Binding.class), module), "binding")
        .addStatement(sizes)
        .addCode(scope.fields().binding())
        .build();
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

  private MethodSpec forward() {
    return plan.isPlain() ? plainForward() : anyForward();
  }

  private MethodSpec anyForward() {
    CodeBlock.Builder sizes = CodeBlock.builder();
    sizes.addStatement("int $L = inputs.samples()", plan.batch());
    for (Plan.Given size : plan.given()) {
      sizes.addStatement("int $L = inputs.size($L, $L)", size.name(), size.input(), size.dim());
    }
    for (int i = 0; i < plan.inputs().size(); i++) {
      Value input = plan.inputs().get(i);
      boolean integers = input.dtype() == DType.INT64;
      sizes.addStatement(
          "$T[] $L = inputs.$L($L)",
          integers ? long.class : float.class,
          input.name(),
          integers ? "longs" : "floats",
          i);
      String at = input.isShared() ? "sharedAt" : "at";
      sizes.addStatement("int $LAt = inputs.$L($L)", input.name(), at, i);
    }
    return MethodSpec.methodBuilder("forward")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(Inputs.class, "inputs")
        .addParameter(FLOATS, "workspace")
        .addParameter(FLOATS, "y")
        .addParameter(int.class, "yAt")
        .addCode(sizes.build())
        .addCode(calls.body())
        .build();
  }

  private MethodSpec plainForward() {
    String input = plan.inputs().get(0).name();
    return MethodSpec.methodBuilder("forward")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(int.class, plan.batch())
        .addParameter(FLOATS, input)
        .addParameter(int.class, input + "At")
        .addParameter(FLOATS, "workspace")
        .addParameter(FLOATS, "y")
        .addParameter(int.class, "yAt")
        .addCode(calls.body())
        .build();
  }

  private MethodSpec workspace() {
    return plan.isPlain() ? plainWorkspace() : anyWorkspace();
  }

  private MethodSpec plainWorkspace() {
    return MethodSpec.methodBuilder("workspace")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeName.INT)
        .addParameter(int.class, plan.batch())
        .addStatement("return $L", plan.workspace().java())
        .build();
  }

  private MethodSpec anyWorkspace() {
    String floats = plan.workspace().javaLong();
    return MethodSpec.methodBuilder("workspace")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeName.LONG)
        .addParameter(Inputs.class, "inputs")
        .addCode(sizes(floats))
        .addStatement("return $L", floats)
        .build();
  }

  /** The sizes that a text names. */
  private CodeBlock sizes(String text) {
    CodeBlock.Builder sizes = CodeBlock.builder();
    if (Scope.isNamed(plan.batch(), text)) {
      sizes.addStatement("int $L = inputs.samples()", plan.batch());
    }
    for (Plan.Given size : plan.given()) {
      if (Scope.isNamed(size.name(), text)) {
        sizes.addStatement("int $L = inputs.size($L, $L)", size.name(), size.input(), size.dim());
      }
    }
    return sizes.build();
  }

  private MethodSpec result() {
    List<String> sizes = new ArrayList<>(List.of(plan.batch()));
    plan.result().sizes().forEach(size -> sizes.add(Amount.of(size).java()));
    String list = String.join(", ", sizes);
    return MethodSpec.methodBuilder("result")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(Shape.class)
        .addParameter(Inputs.class, "inputs")
        .addCode(sizes(list))
        .addStatement("return $T.of($L)", Shape.class, list)
        .build();
  }
}
