package io.tenon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The shape of a parameter of {@code forward}, which makes Tenon compile that {@code forward}.
 *
 * <p>Sizes are separated by commas. A number is a size that is known; a name is one that is not,
 * and equal names are equal sizes: {@code @Shape("N, 3, 32, 32")} is a batch of any size of
 * 3-channel images.
 *
 * <p>It may be repeated: a forward is compiled for each shape, and a call takes the one that fits
 * its input. Where a forward has several parameters, the first shapes of all belong together, the
 * second ones, and so on. Inputs of any other shape run eagerly.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Shapes.class)
@Target(ElementType.PARAMETER)
public @interface Shape {
  /** The sizes, such as {@code "N, 3, 32, 32"}. */
  String value();

  /**
   * The type of the elements, by PyTorch's name: {@code float32}, or {@code int64} for ids such as
   * those of an embedding.
   */
  String dtype() default "float32";
}
