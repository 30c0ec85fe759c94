/**
 * The annotations that mark a network's fields and input shapes; read by the annotation processor,
 * kept at run time.
 */
package io.tenon.annotation;
