package io.tenon.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class RegistrationsTest {
  /** No processor runs over these tests. */
  static class Forgotten extends NnModule {
    @Submodule Linear fc = new Linear(2, 2);
  }

  static class Plain extends NnModule {}

  @Test
  void aClassWithoutItsRegistrationSaysHowToBuildIt() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String version = pom.replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThatThrownBy(Forgotten::new)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Forgotten has the annotated field 'fc', but"
                + " io.tenon.compiled.RegistrationsTest_Forgotten_Registration does not exist:"
                + " Tenon's annotation processor did not run.\n  Fix: ")
        .hasMessageContaining("<version>" + version + "</version>")
        .hasMessageContaining("annotationProcessor(\"io.tenon:tenon-processor:" + version + "\")");
  }

  @Test
  void aClassWithoutAnnotatedFieldsNeedsNone() {
    assertThat(new Plain()).hasToString("Plain()");
    assertThat(Registrations.of(Plain.class)).isEmpty();
    assertThat(Registrations.own(Linear.class)).isNull();
  }
}
