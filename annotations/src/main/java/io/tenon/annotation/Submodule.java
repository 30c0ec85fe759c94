package io.tenon.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a field that holds a child module, as assigning an {@code nn.Module} to an attribute does
 * in PyTorch.
 *
 * <p>The field may be {@code final}, must not be {@code private} or {@code static}, and its type
 * must be {@code NnModule} or a subclass. A field that is {@code null} is a child that is {@code
 * None}: it keeps its place and is skipped.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Submodule {
  /**
   * The name in {@code state_dict} and {@code named_modules}, where the Java identifier can't be
   * it; else empty.
   */
  String value() default "";
}
