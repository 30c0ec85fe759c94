package io.tenon.processor.interpret;

import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import io.tenon.graph.Origin;
import io.tenon.graph.Size;
import io.tenon.graph.Symbols;
import io.tenon.graph.Tracer;
import io.tenon.processor.diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One interpretation: its parts, the trace it writes to, and the bounds that it keeps to. */
final class Machine {
  /** More is a loop without an end, or a network that nobody wants unrolled. */
  private static final int MOST_TURNS = 10_000;

  private static final int MOST_STEPS = 1_000_000;

  /** Deeper is a recursion without an end. */
  private static final int MOST_CALLS = 200;

  private static final int LONGEST_TEXT = 100;
  private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|(?s)/\\*.*?\\*/");

  private final Sources sources;
  private final Symbols symbols;
  private final StandIns standIns;
  private final SourceType network;
  private final Lookup lookup;
  private final Types types;
  private final Arrays arrays;
  private final Calls calls;
  private final Methods methods;
  private final Expressions expressions;
  private final Statements statements;
  private final Switches switches;
  private final Construction construction;
  private final Closures closures;
  private final Provenance provenance;
  private final KeptObjects kept = new KeptObjects();
  private final List<Origin> callers = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private boolean building = true;
  private int steps;
  private int depth;

  /**
   * A machine for one trace.
   *
   * @param network the class that is compiled: messages name it
   */
  Machine(Sources sources, Symbols symbols, StandIns standIns, SourceType network) {
    this.sources = sources;
    this.symbols = symbols;
    this.standIns = standIns;
    this.network = network;
    this.lookup = new Lookup(this);
    this.types = new Types(this);
    this.arrays = new Arrays(this);
    this.calls = new Calls(this);
    this.methods = new Methods(this);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this);
    this.switches = new Switches(this);
    this.construction = new Construction(this);
    this.closures = new Closures(this);
    this.provenance = new Provenance();
  }

  Sources sources() {
    return sources;
  }

  SourceType network() {
    return network;
  }

  StandIns standIns() {
    return standIns;
  }

  Lookup lookup() {
    return lookup;
  }

  Types types() {
    return types;
  }

  Arrays arrays() {
    return arrays;
  }

  Calls calls() {
    return calls;
  }

  Methods methods() {
    return methods;
  }

  Expressions expressions() {
    return expressions;
  }

  Statements statements() {
    return statements;
  }

  Switches switches() {
    return switches;
  }

  Construction construction() {
    return construction;
  }

  Closures closures() {
    return closures;
  }

  Provenance provenance() {
    return provenance;
  }

  KeptObjects kept() {
    return kept;
  }

  /** Whether the network is still being made: its forward has not begun. */
  boolean isBuilding() {
    return building;
  }

  /** Says whether what is made now is kept; returns what was so before. */
  boolean building(boolean now) {
    boolean before = building;
    building = now;
    return before;
  }

  /** Notes what was made, if it is kept between calls; returns it. */
  Object made(Object object) {
    if (building) {
      kept.add(object);
    }
    return object;
  }

  /** Says that an int argument of the constructor is open: a symbol. */
  void open(String argument) {
    arguments.add(argument);
  }

  /** Counts a step. */
  void step(Tree tree, Frame frame) {
    if (++steps > MOST_STEPS) {
      throw unsupported("a computation of more than a million steps", tree, frame);
    }
  }

  /** Says that a loop took one more turn, its {@code turn}th. */
  void turn(int turn, Tree loop, Frame frame) {
    if (turn > MOST_TURNS) {
      throw unsupported("a loop of more than " + MOST_TURNS + " turns", loop, frame);
    }
  }

  /** Counts a call that begins. */
  void enter(Tree tree, Frame frame) {
    if (++depth > MOST_CALLS) {
      depth = 0;
      throw unsupported("a recursion of more than " + MOST_CALLS + " calls", tree, frame);
    }
  }

  /** Counts a call that ended. */
  void exit() {
    depth--;
  }

  /** Says that the library calls a forward of the user's, for this expression; null for none. */
  void called(Origin caller) {
    callers.add(caller);
  }

  /** Ends the innermost {@link #called}. */
  void returned() {
    callers.remove(callers.size() - 1);
  }

  /** The expression that led into the forward under way; null in the network's own. */
  Origin caller() {
    return callers.isEmpty() ? null : callers.get(callers.size() - 1);
  }

  /** Says that what the library does next comes from this expression. */
  void at(Tree tree, Frame frame) {
    SourceType type = frame.type();
    Tracer.current()
        .at(
            new Origin(
                text(tree, frame),
                type.fileName(),
                sources.line(tree, type),
                new SourceExpression(tree, type.unit())));
  }

  /** An int's size, with its symbols. */
  Size size(long value) {
    return value == (int) value ? symbols.read((int) value) : Size.of(0);
  }

  /** Whether a value is a number that stands for something unknown. */
  boolean isSymbolic(Object value) {
    return (value instanceof Integer || value instanceof Long)
        && !size(((Number) value).longValue()).isConstant();
  }

  /** An expression as its source has it, on one line; of a block the line it begins with. */
  String text(Tree tree, Frame frame) {
    String text = sources.text(tree, frame.type());
    if (tree instanceof StatementTree && text.contains("{")) {
      text = text.substring(0, text.indexOf('{'));
    }
    if (!text.contains("\"")) {
      text = COMMENT.matcher(text).replaceAll("");
    }
    text = text.strip().replaceAll("\\s+", " ");
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** The end of the interpretation, with a diagnostic that begins with the network's name. */
  Halt halt(Code code, Tree tree, Frame frame, Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = network.simpleName();
    System.arraycopy(args, 0, all, 1, args.length);
    return new Halt(code, tree, frame.type().unit(), all);
  }

  /** A construct that is not understood. */
  Halt unsupported(String what, Tree tree, Frame frame) {
    return halt(Code.UNSUPPORTED, tree, frame, what, text(tree, frame));
  }

  /** A name that stands for nothing that is known here; where javac agrees, it says so itself. */
  Halt unresolved(String name, Tree tree, Frame frame) {
    return halt(Code.UNRESOLVED, tree, frame, name, text(tree, frame));
  }

  /** A decision that depends on a size, or on a constructor's argument, that is not known. */
  Halt sizeDependent(Number value, Tree tree, Frame frame) {
    return sizeDependent(size(value.longValue()), tree, frame);
  }

  private Halt sizeDependent(Size size, Tree tree, Frame frame) {
    for (String symbol : size.symbols()) {
      if (arguments.contains(symbol)) {
        return halt(Code.UNKNOWN_VALUE, tree, frame, text(tree, frame), symbol);
      }
    }
    String symbol = size.symbols().get(0);
    return halt(Code.SIZE_DEPENDENT, tree, frame, text(tree, frame), size, symbol);
  }

  /** A number that is no longer a multiple of the size it was computed from. */
  Halt untracked(Number value, Tree tree, Frame frame) {
    return halt(Code.UNTRACKED_SIZE, tree, frame, text(tree, frame), size(value.longValue()));
  }

  /** An exception that the expression would throw. */
  Halt refused(Throwable e, Tree tree, Frame frame) {
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new Halt(
        Code.REFUSED_CALL,
        tree,
        frame.type().unit(),
        text(tree, frame),
        why.lines().findFirst().orElse(""),
        calledFrom(
            e instanceof NullPointerException
                ? "assign it before, or ask whether it is null"
                : "give it arguments that it accepts"));
  }

  /** A remedy; where another forward led here, the error may be there. */
  String calledFrom(String remedy) {
    Origin caller = caller();
    return caller == null
        ? remedy
        : remedy + "\n  Called by '" + caller.expression() + "', " + caller;
  }

  /** The value of a constructor's argument that nobody knows. */
  Halt unknown(Unknown value, Tree tree, Frame frame) {
    if (value.size() != null) {
      return sizeDependent(value.size(), tree, frame);
    }
    return halt(Code.UNKNOWN_VALUE, tree, frame, text(tree, frame), value.argument());
  }
}
