package io.tenon.processor.emit;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.tenon.DType;
import io.tenon.Shape;
import io.tenon.compiled.Inputs;
import io.tenon.compiled.Member;
import io.tenon.compiled.Outputs;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The methods that {@code CompiledForward} or {@code BoundForward} ask for, but for the steps. */
final class ForwardMethods {
  private static final TypeName FLOATS = ArrayTypeName.of(float.class);

  private final Plan plan;
  private final ForwardCalls calls;

  ForwardMethods(Plan plan, ForwardCalls calls) {
    this.plan = plan;
    this.calls = calls;
  }

  MethodSpec forward() {
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
    for (int i = 0; i < plan.results().size(); i++) {
      String name = plan.results().get(i).place().result();
      sizes.addStatement("float[] $L = outputs.floats($L)", name, i);
      sizes.addStatement("int $LAt = outputs.at($L)", name, i);
    }
    return MethodSpec.methodBuilder("forward")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .addParameter(Member.class, Scope.MEMBER)
        .addParameter(Inputs.class, "inputs")
        .addParameter(FLOATS, "workspace")
        .addParameter(Outputs.class, "outputs")
        .addCode(sizes.build())
        .addCode(calls.body())
        .build();
  }

  private MethodSpec plainForward() {
    String input = plan.inputs().get(0).name();
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("forward")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PROTECTED);
    if (plan.inTeams()) {
      method.addParameter(Member.class, Scope.MEMBER);
    }
    return method
        .addParameter(int.class, plan.batch())
        .addParameter(FLOATS, input)
        .addParameter(int.class, input + "At")
        .addParameter(FLOATS, "workspace")
        .addParameter(FLOATS, "y")
        .addParameter(int.class, "yAt")
        .addCode(calls.body())
        .build();
  }

  /** What says how large workspace and result are. */
  List<MethodSpec> sizes() {
    List<MethodSpec> sizes = new ArrayList<>();
    boolean scratch = !plan.scratch().equals(Amount.ZERO);
    if (plan.isPlain()) {
      sizes.add(plainFloats("workspace", plan.workspace()));
      if (scratch) {
        sizes.add(plainFloats("scratch", plan.scratch()));
      }
      return sizes;
    }
    sizes.add(anyFloats("workspace", plan.workspace()));
    if (scratch) {
      sizes.add(anyFloats("scratch", plan.scratch()));
    }
    if (plan.inTeams()) {
      sizes.add(inTeams());
    }
    sizes.add(results());
    return sizes;
  }

  private static MethodSpec inTeams() {
    return MethodSpec.methodBuilder("inTeams")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(boolean.class)
        .addStatement("return true")
        .build();
  }

  private MethodSpec plainFloats(String name, Amount floats) {
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeName.INT)
        .addParameter(int.class, plan.batch())
        .addStatement("$L", WrappedCall.sum("return " + floats.java()))
        .build();
  }

  private MethodSpec anyFloats(String name, Amount amount) {
    String floats = amount.javaLong();
    return MethodSpec.methodBuilder(name)
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(TypeName.LONG)
        .addParameter(Inputs.class, "inputs")
        .addCode(sizes(floats))
        .addStatement("$L", WrappedCall.sum("return " + floats))
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

  private MethodSpec results() {
    StringBuilder all = new StringBuilder();
    List<CodeBlock> shapes = new ArrayList<>();
    for (Value result : plan.results()) {
      List<String> sizes = new ArrayList<>(List.of(plan.batch()));
      result.sizes().forEach(size -> sizes.add(Amount.of(size).java()));
      String list = String.join(", ", sizes);
      all.append(list).append(' ');
      shapes.add(CodeBlock.of("$T.of($L)", Shape.class, list));
    }
    return MethodSpec.methodBuilder("results")
        .addAnnotation(Override.class)
        .addModifiers(Modifier.PROTECTED)
        .returns(Shape[].class)
        .addParameter(Inputs.class, "inputs")
        .addCode(sizes(all.toString()))
        .addStatement("return new $T[] {$L}", Shape.class, CodeBlock.join(shapes, ", "))
        .build();
  }
}
