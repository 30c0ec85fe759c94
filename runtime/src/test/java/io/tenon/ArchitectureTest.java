package io.tenon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may see what: docs/design.md says why. */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tenon");

  static Stream<Named<ArchRule>> rules() {
    return Stream.of(
            noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.tenon.compiled.Registrations")
                .and()
                .doNotHaveFullyQualifiedName("io.tenon.compiled.Registrations$1")
                .and()
                .doNotHaveFullyQualifiedName("io.tenon.compiled.Registrations$2")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect..")
                .as("only the one look-up uses reflection"),
            noClasses()
                .that()
                .resideOutsideOfPackage("io.tenon.kernel.simd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .as("only the SIMD twin knows the Vector API"),
            noClasses()
                .that()
                .resideOutsideOfPackage("io.tenon.kernel.simd..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tenon.kernel.simd..")
                .as("the SIMD twin is linked by name alone"),
            noClasses()
                .that()
                .resideInAnyPackage("io.tenon.op..", "io.tenon.graph..", "io.tenon.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tenon.nn..", "io.tenon.compiled..", "io.tenon.io..")
                .as("operations, graph and kernels know no modules"),
            noClasses()
                .that()
                .resideInAnyPackage("io.tenon.op..", "io.tenon.graph..", "io.tenon.nn..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.tenon.kernel.ScalarKernels")
                .as("kernels are known by their interface"),
            noClasses()
                .that()
                .resideInAPackage("io.tenon.optim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "io.tenon.nn..",
                    "io.tenon.compiled..",
                    "io.tenon.graph..",
                    "io.tenon.kernel..",
                    "io.tenon.io..")
                .as("optimizers know parameters, not modules"),
            noClasses()
                .that()
                .resideOutsideOfPackage("io.tenon.optim..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tenon.optim..")
                .as("nothing knows optimizers"),
            noClasses()
                .that()
                .resideInAPackage("io.tenon.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "io.tenon.compiled..", "io.tenon.kernel..", "io.tenon.autograd..")
                .as("the ONNX exporter reads graphs"),
            noClasses()
                .that()
                .resideOutsideOfPackage("io.tenon.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tenon.onnx..")
                .as("nothing knows the ONNX exporter"),
            noClasses()
                .that()
                .resideInAPackage("io.tenon.annotation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    "io.tenon", "io.tenon.nn..", "io.tenon.compiled..", "io.tenon.op..")
                .as("annotations depend on nothing"),
            noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google..", "org.slf4j..")
                .as("the runtime has no dependency"))
        .map(rule -> Named.of(rule.getDescription(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
