package io.tenon.processor.emit;

import com.palantir.javapoet.ClassName;
import io.tenon.processor.discover.ModuleClass;
import java.util.Locale;

/**
 * Tells GraalVM's native-image that {@code LeNet_Registration} is looked up by name once a {@code
 * LeNet} is made: it keeps no class that nothing refers to. The format is the one that all its
 * releases read.
 */
public final class NativeImageEmitter {
  private static final String FOLDER = "META-INF/native-image/io.tenon/";

  private static final String TEXT =
      """
      [
        {
          "condition": {"typeReachable": "%1$s"},
          "name": "%2$s",
          "methods": [{"name": "<init>", "parameterTypes": []}]
        }
      ]
      """;

  private NativeImageEmitter() {}

  /** The file for one module class, in a folder of its own. */
  public static GeneratedResource emit(ModuleClass module) {
    ClassName name = ClassName.get(module.type());
    String packageName = name.packageName();
    String registration =
        packageName + (packageName.isEmpty() ? "" : ".") + module.flatName() + "_Registration";
    return new GeneratedResource(
        FOLDER + registration + "/reflect-config.json",
        String.format(Locale.ROOT, TEXT, name.reflectionName(), registration));
  }
}
