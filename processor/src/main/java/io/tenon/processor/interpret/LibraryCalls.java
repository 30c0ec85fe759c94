package io.tenon.processor.interpret;

import com.sun.source.tree.Tree;
import io.tenon.Shape;
import io.tenon.ShapeError;
import io.tenon.processor.diagnostic.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls of the library: made for real, and what they throw becomes a diagnostic on the expression.
 */
final class LibraryCalls {
  /** Methods of the JDK's containers and boxes that do not decide by what is in them. */
  private static final Set<String> INDIFFERENT =
      Set.of(
          "of",
          "add",
          "addAll",
          "set",
          "put",
          "putAll",
          "asList",
          "copyOf",
          "entry",
          "get",
          "size",
          "isEmpty",
          "iterator",
          "hasNext",
          "next",
          "values",
          "keySet",
          "entrySet",
          "getKey",
          "getValue",
          "subList",
          "toArray",
          "clear",
          "valueOf",
          "intValue",
          "longValue",
          "requireNonNull",
          "isNull",
          "nonNull");

  /** Methods of the JDK that make text of what they are given. */
  private static final Set<String> TEXT =
      Set.of("valueOf", "append", "insert", "format", "formatted", "join", "toString");

  private final Machine machine;
  private final SymbolicArithmetic symbolic;

  LibraryCalls(Machine machine) {
    this.machine = machine;
    this.symbolic = new SymbolicArithmetic(machine);
  }

  Object call(
      Class<?> type, Object receiver, String name, List<Object> args, Tree tree, Frame frame) {
    if (type != InterpretedModule.class && !Library.mayCallOn(type)) {
      throw machine.unsupported(
          "a call of " + type.getSimpleName() + ", which is not Tenon's,", tree, frame);
    }
    if (!Library.isSteady(name)) {
      throw machine.unsupported("'" + name + "'", tree, frame);
    }
    boolean jdk = type.getName().startsWith("java.");
    boolean decides = jdk && !(receiver == null && type.getName().startsWith("java.lang."));
    List<Object> given =
        jdk && INDIFFERENT.contains(name) && decides ? args : given(args, decides, tree, frame);
    if (jdk) {
      requireIndifferent(type, receiver, name, args, tree, frame);
      requireOrder(Unordered.matters(receiver, name, args), tree, frame);
      if (!machine.isBuilding() && machine.kept().changes(receiver, name, args)) {
        throw machine.unsupported(KeptObjects.WHAT, tree, frame);
      }
    } else if (name.equals("toString") && symbolic.symbolIn(receiver) != null) {
      return Unknown.size(machine.size(symbolic.symbolIn(receiver).longValue()));
    } else if (name.equals("equals") && receiver instanceof Shape shape) {
      requireDecidable(shape, args.get(0), tree, frame);
    }
    machine.at(tree, frame);
    try {
      Object result = machine.made(Library.call(type, receiver, name, given));
      return given == args ? result : derived(result, args);
    } catch (Throwable e) {
      throw halt(e, args, with(receiver, args), tree, frame);
    }
  }

  private static List<Object> with(Object receiver, List<Object> args) {
    List<Object> all = new ArrayList<>();
    all.add(receiver);
    all.addAll(args);
    return all;
  }

  /** {@code Math.sqrt(p)}: what is computed from something unknown is unknown, too. */
  private static Object derived(Object result, List<Object> args) {
    Unknown unknown =
        (Unknown) args.stream().filter(Unknown.class::isInstance).findFirst().orElse(null);
    boolean value =
        result instanceof Number || result instanceof Boolean || result instanceof String;
    return unknown != null && value
        ? unknown.with(result instanceof Number ? result : null)
        : result;
  }

  /** A record as text. */
  Object text(InterpretedInstance record, Tree tree, Frame frame) {
    if (!record.isRecord()) {
      throw machine.unsupported("the method 'toString'", tree, frame);
    }
    Number symbol = symbolic.symbolIn(record);
    return symbol == null ? record.toString() : Unknown.size(machine.size(symbol.longValue()));
  }

  Object create(Class<?> type, List<Object> args, Tree tree, Frame frame) {
    List<Object> given = given(args, type.getName().startsWith("java."), tree, frame);
    boolean ours = !type.getName().startsWith("java.");
    requireOrder(!ours && args.stream().anyMatch(Unordered::is), tree, frame);
    machine.at(tree, frame);
    try {
      Object made = Library.create(type, given);
      machine.provenance().made(made);
      return machine.made(made);
    } catch (Throwable e) {
      throw halt(e, args, args, tree, frame);
    }
  }

  /**
   * Numbers in place of what is unknown; whether they matter, a second trace tells. The JDK gets
   * none, since what it decides by them may be the same in both.
   */
  private List<Object> given(List<Object> args, boolean jdk, Tree tree, Frame frame) {
    List<Object> given = new ArrayList<>(args);
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i) instanceof Unknown unknown) {
        given.set(i, jdk ? null : machine.standIns().given(unknown));
        if (given.get(i) == null) {
          throw machine.unknown(unknown, tree, frame);
        }
      }
      Unknown inside = unknownIn(given.get(i));
      if (inside != null && !jdk) {
        throw machine.unknown(inside, tree, frame);
      }
    }
    return given;
  }

  private static Unknown unknownIn(Object value) {
    Collection<?> parts =
        value instanceof Collection<?> all
            ? all
            : value instanceof Map<?, ?> map ? map.values() : List.of();
    return parts.stream()
        .filter(Unknown.class::isInstance)
        .map(Unknown.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** The JDK knows nothing of symbols: it can hold them, but not compute with or decide by them. */
  private void requireIndifferent(
      Class<?> type, Object receiver, String name, List<Object> args, Tree tree, Frame frame) {
    boolean positioned = args.size() == 2 && Set.of("add", "set", "put").contains(name);
    boolean indifferent =
        INDIFFERENT.contains(name)
            && !(positioned && machine.isSymbolic(args.get(0)))
            && !(name.equals("get") && args.size() == 1 && machine.isSymbolic(args.get(0)));
    indifferent &= !type.getName().startsWith("java.util.stream.");
    boolean function = type.getPackageName().equals("java.util.function"); // it only passes on
    indifferent |= function && !name.equals("isEqual");
    Number symbol = number(receiver, name);
    for (Object arg : args) {
      symbol = symbol == null ? number(arg, name) : symbol;
    }
    if (symbol != null && !indifferent) {
      throw type == Math.class
          ? machine.untracked(symbol, tree, frame)
          : machine.sizeDependent(symbol, tree, frame);
    }
  }

  /** A tensor is itself to the JDK, whatever its shape, unless it is to be text. */
  private Number number(Object value, String method) {
    return symbolic.symbolIn(value, TEXT.contains(method));
  }

  private void requireOrder(boolean lost, Tree tree, Frame frame) {
    if (lost) {
      throw machine.unsupported(Unordered.WHAT, tree, frame);
    }
  }

  /** Shapes are the same or not whatever the symbols are, or nobody knows. */
  private void requireDecidable(Shape a, Object other, Tree tree, Frame frame) {
    if (!(other instanceof Shape b) || a.rank() != b.rank() || a.equals(b)) {
      return;
    }
    Number symbol = null;
    for (int d = 0; d < a.rank(); d++) {
      boolean open = machine.isSymbolic(a.size(d)) || machine.isSymbolic(b.size(d));
      if (a.size(d) != b.size(d)) {
        if (!open) {
          return;
        }
        symbol = machine.isSymbolic(a.size(d)) ? a.size(d) : b.size(d);
      }
    }
    throw machine.sizeDependent(symbol, tree, frame);
  }

  private RuntimeException halt(
      Throwable e, List<Object> args, List<Object> tensors, Tree tree, Frame frame) {
    if (e instanceof Halt || e instanceof LostSymbolException) {
      return (RuntimeException) e; // from a user's forward that the library called, or an argument
    }
    for (Object arg : args) {
      if (arg instanceof Unknown unknown) {
        return machine.unknown(unknown, tree, frame); // another number may do
      }
    }
    if (e instanceof ShapeError error) {
      return new Halt(
          Code.SHAPE_MISMATCH,
          tree,
          frame.type().unit(),
          error.problem(),
          machine.text(tree, frame),
          machine.provenance().text(tensors, machine.text(tree, frame)),
          remedy(error));
    }
    if (e instanceof NoSuchMethodException) {
      return machine.unsupported("a call with these arguments", tree, frame);
    }
    if (e instanceof IllegalStateException
        && String.valueOf(e.getMessage()).startsWith("a shape-only tensor")) {
      return machine.halt(Code.DATA_DEPENDENT, tree, frame, machine.text(tree, frame));
    }
    if (e instanceof OutOfMemoryError) {
      return machine.unsupported("more memory than the compiler has", tree, frame);
    }
    if (e instanceof VirtualMachineError error) {
      throw error;
    }
    return machine.refused(e, tree, frame);
  }

  private String remedy(ShapeError error) {
    return machine.calledFrom(
        error.remedy() == null ? "make the shapes fit, or correct @Shape" : error.remedy());
  }
}
