package io.tenon.compiled;

/** Ends a member's work because another one failed. Never leaves {@link Team}. */
final class BrokenTeamException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The only one: it says nothing of its own. */
  static final BrokenTeamException INSTANCE = new BrokenTeamException();

  private BrokenTeamException() {
    super("another member of the team failed", null, false, false);
  }
}
