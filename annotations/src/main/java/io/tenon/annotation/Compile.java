package io.tenon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a module's {@code forward} is compiled. Without it, one with a {@code @Shape} is compiled
 * where it can be, and stays eager, with a warning that says why, where it can't.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Inherited
@Target(ElementType.TYPE)
public @interface Compile {
  /** Whether what would leave the forward eager is an error instead of a warning. */
  boolean required() default false;

  /**
   * Whether training mode is compiled, too: its forward, with dropout and the batch's own
   * statistics, in a class of its own beside the one for {@code eval()}. That takes as much code
   * and compile time again, so it is left out where a network is only evaluated; in training mode
   * it then runs eagerly. Of a network that computes the same in both modes one class serves both.
   */
  boolean training() default false;
}
