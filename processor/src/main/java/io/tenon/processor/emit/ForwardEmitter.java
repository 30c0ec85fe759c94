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
import io.tenon.compiled.Binding;
import io.tenon.compiled.CompiledForward;
import io.tenon.graph.Size;
import io.tenon.processor.plan.Layout;
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

  private static final TypeName FLOATS = ArrayTypeName.of(float.class);

  private final Plan plan;
  private final ClassName module;
  private final String source;
  private final String input;
  private final Fields fields = new Fields();
  private final ForwardCalls calls;

  private ForwardEmitter(Plan plan, ClassName module, String source) {
    this.plan = plan;
    this.module = module;
    this.source = source;
    String wanted = plan.input().name();
    boolean taken = List.of("y", "n", "workspace", plan.batch()).contains(wanted);
    boolean isValue = plan.tasks().stream().anyMatch(task -> task.base().equals(wanted));
    this.input = taken || isValue ? "x" : wanted;
    this.calls = new ForwardCalls(plan, input);
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
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .superclass(ParameterizedTypeName.get(ClassName.get(CompiledForward.class), module));
    StepTable table = new StepTable(plan);
    type.addJavadoc("$L", comment(table));
    bindSymbols();
    Map<MethodSpec, List<Fields.Bound>> steps = new LinkedHashMap<>();
    plan.tasks().stream()
        .filter(Task::isStep)
        .forEach(task -> steps.put(method(task), fields.takeNew()));
    for (FieldSpec field : fields.fields()) {
      type.addField(field);
    }
    type.addMethod(constructor());
    type.addMethod(forward());
    calls.parts().forEach(type::addMethod);
    steps.forEach(
        (step, used) -> {
          type.addMethod(step);
          if (fields.divided()) {
            used.forEach(field -> type.addMethod(field.method(bindingType())));
          }
        });
    type.addMethod(workspace());
    table.methods().forEach(type::addMethod);
    return type.build();
  }

  private String comment(StepTable table) {
    String first =
        "{@link "
            + String.join(".", module.simpleNames())
            + "#forward} for "
            + plan.input().name()
            + " of "
            + withBatch(plan.input())
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
        + input
        + "} and the result lie as in PyTorch.";
  }

  private String withBatch(Value value) {
    List<String> sizes = new ArrayList<>(List.of(plan.batch()));
    value.sizes().forEach(size -> sizes.add(size.toString()));
    return sizes.toString();
  }

  private void bindSymbols() {
    for (Plan.Symbol symbol : plan.symbols()) {
      fields.addSize(symbol.name(), size(symbol));
    }
  }

  private static CodeBlock size(Plan.Symbol symbol) {
    CodeBlock size = CodeBlock.of("binding.size($S, $L)", symbol.weight(), symbol.dim());
    return symbol.divisor() == 1 ? size : CodeBlock.of("$L / $L", size, symbol.divisor());
  }

  private MethodSpec method(Task task) {
    String batch = plan.batch();
    if (task instanceof Task.Convolve conv) {
      return ConvolveEmitter.emit(conv, batch, fields);
    } else if (task instanceof Task.ConvolveDepthwise conv) {
      return GroupsEmitter.emit(conv, batch, fields);
    } else if (task instanceof Task.ConvolveGroups conv) {
      return GroupsEmitter.emit(conv, batch, fields);
    } else if (task instanceof Task.Multiply linear) {
      return MultiplyEmitter.emit(linear, batch, fields);
    } else if (task instanceof Task.Pool pool) {
      return PoolEmitter.emit(pool, batch, fields);
    } else if (task instanceof Task.PoolAdaptively pool) {
      return PoolEmitter.emit(pool, batch, fields);
    } else if (task instanceof Task.Map map) {
      return MapEmitter.emit(map, batch);
    } else if (task instanceof Task.Normalize norm) {
      return NormalizeEmitter.emit(norm, batch, fields);
    } else if (task instanceof Task.NormalizeRows norm) {
      return NormalizeEmitter.emit(norm, batch, fields);
    } else if (task instanceof Task.Exponentiate softmax) {
      return NormalizeEmitter.emit(softmax, batch);
    }
    throw new IllegalStateException("no emitter for " + task);
  }

  private MethodSpec constructor() {
    CodeBlock sizes =
        WrappedCall.call(
            WrappedCall.BODY,
            "super",
            CodeBlock.of("binding.require($S, $S)", requirement(), plan.graph().fingerprint()),
            sizes(plan.input()),
            sizes(plan.result()));
    return MethodSpec.constructorBuilder()
        .addParameter(bindingType(), "binding")
        .addStatement(sizes)
        .addCode(fields.binding())
        .build();
  }

  private TypeName bindingType() {
    return ParameterizedTypeName.get(ClassName.get(Binding.class), module);
  }

  private String requirement() {
    String sizes = withBatch(plan.input());
    return sizes.substring(1, sizes.length() - 1);
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
    return MethodSpec.methodBuilder("workspace")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeName.INT)
        .addParameter(int.class, plan.batch())
        .addStatement("return $L", plan.workspace().java())
        .build();
  }
}
