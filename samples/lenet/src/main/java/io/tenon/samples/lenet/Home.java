package io.tenon.samples.lenet;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the sample lies, whatever the working directory is. */
final class Home {
  private Home() {}

  /** The sample's folder, that whose {@code target} holds the classes; relative if it can be. */
  static Path folder() {
    Path classes;
    try {
      classes = Path.of(Home.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path names no place", e);
    }
    Path folder = classes.resolve("../..").normalize();
    Path here = Path.of("").toAbsolutePath();
    return folder.startsWith(here) ? here.relativize(folder) : folder;
  }
}
