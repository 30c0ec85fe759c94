package io.tenon.compiled;

/**
 * What the members of a {@link Team} do, each its part.
 *
 * @param <T> what it is done to
 */
interface Work<T> {
  /** The part of {@code member}; whatever it throws, the caller gets. */
  void run(T subject, Member member);
}
