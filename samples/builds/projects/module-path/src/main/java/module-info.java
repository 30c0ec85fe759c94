/** A program that keeps its classes to itself. */
module demo {
  requires io.tenon.annotation;
  requires io.tenon.runtime;
}
