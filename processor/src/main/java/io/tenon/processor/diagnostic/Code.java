package io.tenon.processor.diagnostic;

import static javax.tools.Diagnostic.Kind.ERROR;
import static javax.tools.Diagnostic.Kind.NOTE;
import static javax.tools.Diagnostic.Kind.WARNING;

import java.util.Locale;
import javax.tools.Diagnostic;

/**
 * All diagnostics: one line that says what is wrong and where, and a remedy. {@code %s} stand for
 * names and expressions. docs/errors.md has a row for each; a test holds the two together.
 */
public enum Code {
  /** A field that generated code can't reach. */
  PRIVATE_FIELD(
      1,
      ERROR,
      "field '%s' is private, so the generated registration can't reach it",
      "remove 'private'"),
  /** A field that belongs to no instance. */
  STATIC_FIELD(
      2,
      ERROR,
      "field '%s' is static, but a module's state belongs to each instance",
      "remove 'static'"),
  /** An annotation that does not fit the field's type. */
  WRONG_FIELD_TYPE(
      3, ERROR, "field '%s' is annotated @%s, which needs the type %s, but its type is %s", "%s"),
  /** A name that PyTorch would refuse. */
  ILLEGAL_NAME(
      4,
      ERROR,
      "field '%s' is named \"%s\" in the state dict, which %s",
      "choose a name without dots"),
  /** A name that is taken. */
  DUPLICATE_NAME(
      5,
      ERROR,
      "field '%s' is named \"%s\" in the state dict, as is %s",
      "rename one of them, or give it another name in its annotation"),
  /** An annotated field outside a module. */
  NO_MODULE(
      6,
      ERROR,
      "field '%s' is annotated @%s, but %s does not extend NnModule",
      "let %s extend io.tenon.nn.NnModule"),
  /** Several annotations on one field. */
  SEVERAL_ANNOTATIONS(
      7,
      ERROR,
      "field '%s' is annotated both @%s and @%s",
      "keep the one that says what the field holds"),
  /** A class that generated code can't reach. */
  PRIVATE_CLASS(
      8, ERROR, "class %s is private, so generated code can't reach it", "remove 'private'"),
  /** A class that can't be named from outside. */
  INNER_CLASS(
      9,
      ERROR,
      "class %s is %s, so generated code can't name it",
      "make it a top-level or static nested class"),
  /** A type that does not exist. */
  UNKNOWN_TYPE(
      10,
      ERROR,
      "field '%s' has the type %s, which javac can't find",
      "import it, or add its jar to the class path"),
  /** A shape that can't be read. */
  BAD_SHAPE(
      11,
      ERROR,
      "@Shape(\"%s\") can't be read: %s",
      "write sizes separated by commas, such as \"N, 3, 32, 32\": a number is a known size, a name an unknown one"),
  /** A type that tensors don't have. */
  BAD_DTYPE(
      15,
      ERROR,
      "@Shape(dtype = \"%s\") is no type of a tensor",
      "write \"float32\" or \"int64\", or leave it out for float32"),
  /** A shape that doesn't fit. */
  SHAPE_MISMATCH(12, ERROR, "%s, in '%s'%s", "%s"),
  /** An exception of the library. */
  REFUSED_CALL(13, ERROR, "'%s' fails: %s", "%s"),
  /** A shape on a parameter that it can't be on. */
  MISPLACED_SHAPE(14, ERROR, "@Shape stands on a parameter of %s, but only %s", "%s"),
  /** A forward that must be compiled, and can't be. */
  NOTHING_TO_COMPILE(
      16, ERROR, "%s is annotated @Compile(required = true), but %s", "%s, or remove @Compile"),
  /** Java that is not understood. */
  UNSUPPORTED(
      20,
      WARNING,
      "%s.forward stays eager: %s is not understood by the compiler, in '%s'",
      "use local variables, arithmetic, 'if' and 'for' with known conditions, records, lambdas, calls of modules, of"
          + " functions of the library and of your own methods; everything else runs eagerly, and correctly"),
  /** Control flow that depends on data. */
  DATA_DEPENDENT(
      21,
      WARNING,
      "%s.forward stays eager: it reads a tensor's numbers, which are not known when it is compiled, in '%s'",
      "decide by shapes or constructor arguments, or leave it eager"),
  /** A module without source. */
  OPAQUE_MODULE(
      22,
      WARNING,
      "%s.forward stays eager: the source of %s is neither part of this compilation nor comes with the class, in '%s'",
      "compile it with Tenon's processor, which lets modules carry their sources, or both together, or leave it eager"),
  /** A branch on a size that is not known. */
  SIZE_DEPENDENT(
      23,
      WARNING,
      "%s.forward stays eager: '%s' depends on the size %s, which is not known when it is compiled",
      "write a number for %s in @Shape, or leave it eager"),
  /** A constructor argument that is not known. */
  UNKNOWN_VALUE(
      24,
      WARNING,
      "%s.forward stays eager: '%s' needs the constructor's argument '%s', which is not known when it is compiled",
      "only int arguments that become sizes, and arguments that the result does not depend on, can stay open; make it"
          + " a constant, add a constructor that fixes it, or leave it eager"),
  /** Sizes that can't be followed. */
  UNTRACKED_SIZE(
      25,
      WARNING,
      "%s.forward stays eager: '%s' is not a multiple of the unknown size %s",
      "only products and multiples of unknown sizes can be followed; write numbers in @Shape or"
          + " the constructor where sizes are added or divided"),
  /** An operation without an emitter. */
  NOT_COMPILED(
      26,
      WARNING,
      "%s.forward stays eager: %s is not compiled yet, in '%s'",
      "leave it eager: its results are the same"),
  /** A signature that can't be compiled. */
  SIGNATURE(
      27,
      WARNING,
      "%s.forward stays eager: %s",
      "let it return a Tensor (several outputs: let forwardAll return a record of Tensors), all beginning with the batch, and give each parameter a @Shape such as \"N, 3, 32, 32\""),
  /** No syntax trees. */
  NO_TREES(
      28,
      NOTE,
      "%s.forward stays eager: this compiler gives annotation processors no syntax trees",
      "compile with javac to have it compiled; everything else works"),
  /** A weight that is no field. */
  UNREGISTERED(
      29,
      WARNING,
      "%s.forward stays eager: %s, in '%s'",
      "annotate the field that holds it @Submodule, @Param or @Buffer"),
  /** State that may change between calls. */
  MUTABLE_FIELD(
      30,
      WARNING,
      "%s.forward stays eager: field '%s' may change between calls, in '%s'",
      "make the field final"),
  /** A generated file that could not be written. */
  NOT_WRITTEN(
      31,
      ERROR,
      "%s can't be written: %s",
      "make the folder for generated sources writable, and let nothing else generate that class"),
  /** A name that the interpreter does not find; where it is an error, javac reports that. */
  UNRESOLVED(
      32,
      NOTE,
      "%s.forward stays eager: the name '%s' is not known, in '%s'",
      "if javac reports an error there, mend that; otherwise import what is named by itself"),
  /** A value of an option that is none. */
  OPTION(
      33,
      WARNING,
      "the option -Atenon.%s=%s is not known, so nothing comes of it",
      "give it one of these values: %s"),
  /** A defect of the processor. */
  INTERNAL(
      90,
      WARNING,
      "%s.forward stays eager: the compiler failed in %s: %s",
      "this is a defect of Tenon; please report it with this message and the class");

  private final int number;
  private final Diagnostic.Kind kind;
  private final String problem;
  private final String remedy;

  Code(int number, Diagnostic.Kind kind, String problem, String remedy) {
    this.number = number;
    this.kind = kind;
    this.problem = problem;
    this.remedy = remedy;
  }

  /** {@code TN012}. */
  public String id() {
    return String.format(Locale.ROOT, "TN%03d", number);
  }

  /** Error, warning or note. */
  public Diagnostic.Kind kind() {
    return kind;
  }

  /** What is wrong, with {@code %s} for what differs. */
  public String problem() {
    return problem;
  }

  /** How to mend it, with {@code %s} for what differs. */
  public String remedy() {
    return remedy;
  }

  /** The whole message; {@code args} fill first the problem, then the remedy. */
  String message(Object... args) {
    return String.format(Locale.ROOT, "[" + id() + "] " + problem + "\n  Fix: " + remedy, args);
  }
}
