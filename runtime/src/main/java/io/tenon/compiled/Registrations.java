package io.tenon.compiled;

import io.tenon.Tensor;
import io.tenon.annotation.Buffer;
import io.tenon.annotation.Param;
import io.tenon.annotation.Submodule;
import io.tenon.nn.NnModule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds the generated {@code LeNet_Registration} of a class {@code LeNet}, once per class. The one
 * place in the runtime that looks a class up by name, and so the one that uses reflection.
 */
public final class Registrations {
  /** What a call of {@link #of(Class, MethodHandles.Lookup)} was given, while it lasts. */
  private static final ThreadLocal<MethodHandles.Lookup> GIVEN = new ThreadLocal<>();

  private static final ClassValue<Registration<?>> OWN =
      new ClassValue<>() {
        @Override
        protected Registration<?> computeValue(Class<?> type) {
          return find(type);
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
   *     did not run; or if its module keeps it to itself
   */
  public static List<Registration<?>> of(Class<? extends NnModule> type) {
    return INHERITED.get(type);
  }

  /**
   * {@link #of(Class)} for a class in a package that its named module neither exports nor opens to
   * {@code io.tenon.runtime}. Once is enough, before the first network is made.
   *
   * @param lookup {@code MethodHandles.lookup()} of a class in the same module
   * @throws IllegalStateException as {@link #of(Class)}
   */
  public static List<Registration<?>> of(
      Class<? extends NnModule> type, MethodHandles.Lookup lookup) {
    GIVEN.set(Objects.requireNonNull(lookup, "lookup"));
    try {
      return INHERITED.get(type);
    } finally {
      GIVEN.remove();
    }
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

  /**
   * The {@code forwardAll} that a module's class or a superclass declares.
   *
   * @throws UnsupportedOperationException if there is none
   */
  @SuppressWarnings("unchecked") // a registration of a superclass takes the subclass's modules
  public static ForwardAll<NnModule, ?> forwardAll(NnModule module) {
    List<Registration<?>> registrations = of(module.getClass());
    for (int i = registrations.size() - 1; i >= 0; i--) {
      ForwardAll<?, ?> found = registrations.get(i).forwardAll();
      if (found != null) {
        return (ForwardAll<NnModule, ?>) found;
      }
    }
    throw new UnsupportedOperationException(
        String.format(
            Locale.ROOT,
            "Module [%s] is missing the required \"forwardAll\" function: one that takes Tensors and"
                + " returns a record of Tensors",
            module.getClass().getSimpleName()));
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

  private static Registration<?> find(Class<?> type) {
    String name = generatedName(type);
    try {
      Class<?> generated = Class.forName(name, true, type.getClassLoader());
      return (Registration<?>) constructor(generated).invoke();
    } catch (ClassNotFoundException e) {
      requireNoAnnotations(type, e);
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              UNREACHABLE,
              name,
              type.getModule().getName(),
              type.getPackageName(),
              type.getSimpleName()),
          e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " could not be made", e);
    }
  }

  /** By the lookup that was given, or as the package is exported or opened to this module. */
  private static MethodHandle constructor(Class<?> generated) throws ReflectiveOperationException {
    MethodHandles.Lookup own = MethodHandles.lookup();
    MethodHandles.Lookup given = GIVEN.get();
    boolean open =
        generated.getModule().isOpen(generated.getPackageName(), own.lookupClass().getModule());
    MethodHandles.Lookup lookup =
        given != null ? given : open ? MethodHandles.privateLookupIn(generated, own) : own;
    return lookup.findConstructor(generated, MethodType.methodType(void.class));
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

  private static final String UNREACHABLE =
      """
      %1$s can't be reached: module %2$s keeps package %3$s to itself.
        Fix: let module-info.java say
            exports %3$s to io.tenon.runtime;
          or, before the first network is made, call
            Registrations.of(%4$s.class, MethodHandles.lookup());""";

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
