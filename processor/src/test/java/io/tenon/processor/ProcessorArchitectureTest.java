package io.tenon.processor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may see what: docs/design.md says why. */
final class ProcessorArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.tenon.processor");

  /** JavaPoet takes modifiers as javax.lang.model has them. */
  private static final DescribedPredicate<JavaClass> MODEL =
      resideInAnyPackage("javax.lang.model..")
          .and(DescribedPredicate.not(name("javax.lang.model.element.Modifier")));

  static Stream<Named<ArchRule>> rules() {
    return Stream.of(
            noClasses()
                .that()
                .resideInAnyPackage("..processor.pass..", "..processor.plan..")
                .should()
                .dependOnClassesThat(MODEL)
                .as("passes and plans know no elements"),
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    "io.tenon.processor", "..processor.interpret..", "..processor.diagnostic..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.sun.source.."))
                .as("only the interpreter, diagnostics and the entry know syntax trees"),
            noClasses()
                .that()
                .resideOutsideOfPackage("..processor.emit..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.palantir.javapoet.."))
                .as("only emitters know JavaPoet"),
            noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("com.sun.tools.."))
                .as("nobody sees inside javac"),
            noClasses()
                .that()
                .resideInAnyPackage(
                    "..processor.pass..", "..processor.plan..", "..processor.emit..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tenon.nn.."))
                .as("passes, plans and emitters know operations, no layers"),
            noClasses()
                .that()
                .resideInAPackage("..processor.interpret..")
                .should()
                .dependOnClassesThat(
                    resideInAnyPackage(
                        "..processor.pass..", "..processor.plan..", "..processor.emit.."))
                .as("the interpreter does not know what becomes of its graph"),
            slices()
                .matching("io.tenon.processor.(*)..")
                .should()
                .beFreeOfCycles()
                .as("packages have an order"))
        .map(rule -> Named.of(rule.getDescription(), rule));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(ArchRule rule) {
    rule.check(CLASSES);
  }
}
