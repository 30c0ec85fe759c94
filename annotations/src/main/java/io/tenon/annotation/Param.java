package io.tenon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that holds a trainable weight, as assigning an {@code nn.Parameter} to an attribute
 * does in PyTorch.
 *
 * <p>The field's type must be {@code Parameter}; it may be {@code final}, not {@code private} or
 * {@code static}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Param {
  /**
   * The name in {@code state_dict} and {@code named_parameters}, where the Java identifier can't be
   * it; else empty.
   */
  String value() default "";
}
