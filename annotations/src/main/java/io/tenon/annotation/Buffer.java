package io.tenon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that holds state which is not trained, such as running statistics: PyTorch's {@code
 * register_buffer}.
 *
 * <p>The field's type must be {@code Tensor}; it may be {@code final}, not {@code private} or
 * {@code static}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Buffer {
  /**
   * The name in {@code state_dict} and {@code named_buffers}, where the Java identifier can't be
   * it; else empty.
   */
  String value() default "";

  /** Whether the buffer is part of {@code state_dict}. */
  boolean persistent() default true;
}
