package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.annotation.Buffer;
import io.tenon.annotation.Param;
import io.tenon.annotation.Submodule;
import io.tenon.nn.NnModule;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Finds the generated {@code LeNet_Registration} of a class {@code LeNet}, once per class. The one
 * place in the runtime that looks a class up by name, and so the one that uses reflection.
 */
public final class Registrations {
  private static final ClassValue<Registration<?>> OWN =
      new ClassValue<>() {
        @Override
        protected Registration<?> computeValue(Class<?> type) {
          return find(type, MethodHandles.publicLookup());
        }
      };

  private static final ClassValue<List<Registration<?>>> INHERITED =
      new ClassValue<>() {
        @Override
        protected List<Registration<?>> computeValue(Class<?> type) {
          List<Registration<?>> found = new ArrayList<>();
          for (Class<?> c = type; isUsers(c); c = c.getSuperclass()) {
            Registration<?> registration = OWN.get(c);
            if (registration != null) {
              found.add(registration);
            }
          }
          Collections.reverse(found);
          return List.copyOf(found);
        }
      };

  private Registrations() {}

  /**
   * The registrations of a module class and its superclasses, superclasses first. Library layers
   * have none: they declare their slots themselves.
   *
   * @throws IllegalStateException if the class has annotated fields, but the annotation processor
   *     did not run
   */
  public static List<Registration<?>> of(Class<? extends NnModule> type) {
    return INHERITED.get(type);
  }

  /** The registration of exactly this class, or null. */
  public static Registration<?> own(Class<? extends NnModule> type) {
    return isUsers(type) ? OWN.get(type) : null;
  }

  /**
   * The {@code forward} of several inputs that a module's class or a superclass declares, applied.
   *
   * @throws IllegalArgumentException if there is none of so many
   */
  @SuppressWarnings("unchecked") // a registration of a superclass takes the subclass's modules
  public static Tensor forward(NnModule module, List<Tensor> inputs) {
    List<Registration<?>> registrations = of(module.getClass());
    int most = 1;
    for (int i = registrations.size() - 1; i >= 0; i--) {
      Registration<NnModule> registration = (Registration<NnModule>) registrations.get(i);
      if (registration.inputs() == inputs.size()) {
        return registration.forward(module, inputs);
      }
      most = Math.max(most, registration.inputs());
    }
    String name = module.getClass().getSimpleName();
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s.forward takes %d input%s, but the call has %d. Fix: call it with as many tensors",
            name,
            most,
            most == 1 ? "" : "s",
            inputs.size()));
  }

  private static boolean isUsers(Class<?> type) {
    return type != null
        && type != NnModule.class
        && !type.getPackage().equals(NnModule.class.getPackage());
  }

  /** The generated class's binary name: nested classes are joined with an underscore. */
  static String generatedName(Class<?> type) {
    return type.getName().replace('$', '_') + "_Registration";
  }

  private static Registration<?> find(Class<?> type, MethodHandles.Lookup lookup) {
    String name = generatedName(type);
    try {
      Class<?> generated = Class.forName(name, true, type.getClassLoader());
      return (Registration<?>)
          lookup.findConstructor(generated, MethodType.methodType(void.class)).invoke();
    } catch (ClassNotFoundException e) {
      requireNoAnnotations(type, e);
      return null;
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalStateException(
          name
              + " can't be reached: export or open package "
              + type.getPackageName()
              + " to module io.tenon.runtime",
          e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " could not be made", e);
    }
  }

  private static void requireNoAnnotations(Class<?> type, ClassNotFoundException cause) {
    for (Field field : type.getDeclaredFields()) {
      if (field.isAnnotationPresent(Submodule.class)
          || field.isAnnotationPresent(Param.class)
          || field.isAnnotationPresent(Buffer.class)) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                PROCESSOR_MISSING,
                type.getSimpleName(),
                field.getName(),
                generatedName(type)),
            cause);
      }
    }
  }

  private static final String PROCESSOR_MISSING =
      """
      %s has the annotated field '%s', but %s does not exist: Tenon's annotation processor did not run.
        Fix: name it in the build; since JDK 23, javac runs no processor that is not configured.
          Maven, in maven-compiler-plugin's configuration:
            <annotationProcessorPaths>
              <path>
                <groupId>io.tenon</groupId>
                <artifactId>tenon-processor</artifactId>
                <version>0.1.0-SNAPSHOT</version>
              </path>
            </annotationProcessorPaths>
          Gradle:
            annotationProcessor("io.tenon:tenon-processor:0.1.0-SNAPSHOT")""";
}
