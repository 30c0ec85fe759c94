package io.tenon.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tenon.op.Op;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Every primitive operation is known to the planner, or is named here as one that networks run
 * eagerly: adding one is deciding which. docs/adding-an-op.md says how.
 */
final class OpCatalogueTest {
  /** Networks that use these stay eager, and TN026 says so. */
  private static final Set<String> EAGER =
      Set.of(
          "Arange",
          "Cast",
          "ClassLoss",
          "Compare",
          "DropoutNoise",
          "HeadMean",
          "InstanceNormalization",
          "LogitLoss",
          "PairLoss",
          "RenormalizedGather");

  @Test
  void everyOperationIsPlannedOrEager() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tenon.op", "io.tenon.processor.plan");
    Set<String> known = new TreeSet<>(EAGER);
    JavaClass planner = classes.get("io.tenon.processor.plan.PlanTasks");
    planner
        .getDirectDependenciesFromSelf()
        .forEach(dependency -> known.add(dependency.getTargetClass().getSimpleName()));
    Set<String> operations = new TreeSet<>();
    for (JavaClass type : classes) {
      if (type.isAssignableTo(Op.class) && !type.isInterface()) {
        operations.add(type.getSimpleName());
      }
    }
    assertThat(operations).contains("Convolution", "Affine");
    assertThat(known).containsAll(operations);
    assertThat(operations).containsAll(EAGER);
  }
}
