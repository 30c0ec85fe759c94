package io.tenon.processor.interpret;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import io.tenon.nn.NnModule;
import io.tenon.processor.diagnostic.Code;
import io.tenon.processor.discover.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Makes instances of users' modules as Java does: superclass, initializers, constructor. */
final class Construction {
  private final Machine machine;
  private final Constructors constructors;

  Construction(Machine machine) {
    this.machine = machine;
    this.constructors = new Constructors(machine.sources());
  }

  /**
   * An instance of the class that is compiled.
   *
   * @param chosen the constructor that makes it
   * @param sizes the values of int arguments, by name; all others are unknown
   */
  InterpretedModule network(
      SourceType type, ExecutableElement chosen, Set<String> given, ToIntFunction<String> sizes) {
    List<Object> args = new ArrayList<>();
    for (VariableElement parameter : chosen.getParameters()) {
      String name = parameter.getSimpleName().toString();
      boolean size = parameter.asType().getKind() == TypeKind.INT && !given.contains(name);
      args.add(
          size ? (Object) sizes.applyAsInt(name) : machine.standIns().of(parameter, args.size()));
    }
    InterpretedModule module = empty(type);
    machine.provenance().root(module);
    construct(type, module, chosen, args);
    return module;
  }

  /** {@code new Block(3, 6)}, {@code new Pair(a, b)}. */
  InterpretedObject create(SourceType type, List<Object> args, Tree at, Frame from) {
    boolean module = machine.sources().isModule(type.element());
    InterpretedObject made = module ? empty(type) : instance(type, at, from);
    machine.enter(at, from);
    machine.at(at, from);
    machine.provenance().made(made);
    construct(type, made, constructor(type, args, at, from), args);
    machine.exit();
    return made;
  }

  private InterpretedInstance instance(SourceType type, Tree at, Frame from) {
    boolean inner =
        type.element().getNestingKind() == NestingKind.MEMBER
            && !type.element().getModifiers().contains(Modifier.STATIC);
    if (inner) {
      throw machine.unsupported("an object of an inner class", at, from);
    }
    InterpretedInstance made = new InterpretedInstance(type, machine.methods()::ofObject);
    for (SourceType each : machine.sources().hierarchy(type)) {
      for (VariableElement field : ElementFilter.fieldsIn(each.element().getEnclosedElements())) {
        if (!made.isRecord()) {
          made.setField(field, Arithmetics.zero(field.asType().toString()));
        }
      }
    }
    return made;
  }

  /** An instance whose annotated fields have their places, in the order of declaration. */
  private InterpretedModule empty(SourceType type) {
    InterpretedModule module =
        new InterpretedModule(
            type,
            (self, inputs) -> machine.methods().forward(self, inputs),
            (self, inputs) -> machine.methods().forwardAll(self, inputs));
    List<SourceType> hierarchy = new ArrayList<>(machine.sources().hierarchy(type));
    Collections.reverse(hierarchy);
    for (SourceType each : hierarchy) {
      for (VariableElement field : ElementFilter.fieldsIn(each.element().getEnclosedElements())) {
        module.setField(field, Arithmetics.zero(field.asType().toString()));
        for (Field.Kind kind : Field.kinds(field)) {
          try {
            module.register(Field.of(field, kind), null);
          } catch (IllegalArgumentException e) { // reported where the class itself is checked
            throw machine.unsupported(
                "a field of this name", each.tree(), new Frame(each, null, true));
          }
        }
      }
    }
    return module;
  }

  private ExecutableElement constructor(SourceType type, List<Object> args, Tree at, Frame from) {
    List<ExecutableElement> all =
        ElementFilter.constructorsIn(type.element().getEnclosedElements());
    return machine
        .methods()
        .overloads()
        .choose(all, args, at, from)
        .orElseThrow(
            () -> machine.unsupported("a constructor that takes these arguments", at, from));
  }

  private void construct(
      SourceType type, InterpretedObject self, ExecutableElement constructor, List<Object> args) {
    Frame frame = new Frame(type, self, true);
    machine.methods().overloads().bind(constructor, args, frame);
    List<? extends StatementTree> body = constructors.body(constructor);
    Optional<MethodInvocationTree> other = Constructors.delegation(body, "this");
    if (other.isPresent()) {
      List<Object> passed = machine.calls().args(other.get().getArguments(), frame);
      construct(type, self, constructor(type, passed, other.get(), frame), passed);
    } else {
      Optional<MethodInvocationTree> above = Constructors.delegation(body, "super");
      List<Object> passed =
          above.map(call -> machine.calls().args(call.getArguments(), frame)).orElse(List.of());
      Tree at = above.<Tree>map(call -> call).orElse(type.tree());
      Optional<TypeElement> superclass = machine.sources().superclass(type.element());
      Optional<SourceType> source = superclass.flatMap(machine.sources()::of);
      if (source.isPresent()) {
        construct(source.get(), self, constructor(source.get(), passed, at, frame), passed);
      } else {
        requireBase(superclass.orElseThrow(), self, at, frame);
      }
      initialize(type, self);
    }
    boolean delegates = other.isPresent() || Constructors.delegation(body, "super").isPresent();
    for (StatementTree statement : body.subList(delegates ? 1 : 0, body.size())) {
      if (machine.statements().run(statement, frame) != Flow.NEXT) {
        return;
      }
    }
    if (other.isEmpty() && self instanceof InterpretedInstance made && made.isRecord()) {
      fill(made, frame);
    }
  }

  /** A record's fields that its canonical constructor, if it is written at all, leaves to javac. */
  private void fill(InterpretedInstance made, Frame frame) {
    for (VariableElement field :
        ElementFilter.fieldsIn(made.type().element().getEnclosedElements())) {
      String name = field.getSimpleName().toString();
      if (!field.getModifiers().contains(Modifier.STATIC) && !made.isSet(field)) {
        made.setField(field, frame.get(name));
      }
    }
  }

  private void requireBase(TypeElement superclass, InterpretedObject self, Tree at, Frame frame) {
    String name = superclass.getQualifiedName().toString();
    boolean known =
        self instanceof InterpretedModule
            ? name.equals(NnModule.class.getName())
            : name.equals("java.lang.Object") || name.equals("java.lang.Record");
    if (!known) {
      throw machine.halt(
          Code.OPAQUE_MODULE, at, frame, superclass.getSimpleName(), machine.text(at, frame));
    }
  }

  private void initialize(SourceType type, InterpretedObject self) {
    Frame frame = new Frame(type, self, true);
    for (Tree member : type.tree().getMembers()) {
      if (member instanceof VariableTree field && !isStatic(field)) {
        initialize(field, type, self, frame);
      } else if (member instanceof BlockTree block && !block.isStatic()) {
        machine.statements().run(block, frame);
      }
    }
  }

  private static boolean isStatic(VariableTree field) {
    return field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private void initialize(VariableTree tree, SourceType type, InterpretedObject self, Frame frame) {
    if (tree.getInitializer() == null) {
      return; // it has its default, or what a constructor above assigned
    }
    VariableElement field =
        machine
            .sources()
            .field(type, tree.getName().toString())
            .orElseThrow(() -> machine.unsupported("this field", tree, frame));
    Object constant = field.getConstantValue();
    Object value =
        constant == null
            ? machine.expressions().initializer(tree.getInitializer(), tree.getType(), frame)
            : constant instanceof String text ? text.intern() : constant;
    assign(self, field, value, tree, frame);
  }

  /** Assigns a field of an instance; an annotated one is registered. */
  Object assign(InterpretedObject self, VariableElement field, Object value, Tree at, Frame frame) {
    if (!frame.constructing()) {
      throw machine.halt(
          Code.MUTABLE_FIELD, at, frame, field.getSimpleName(), machine.text(at, frame));
    }
    Object converted = converted(field, value, at, frame);
    self.setField(field, converted);
    for (Field.Kind kind : Field.kinds(field)) {
      if (value instanceof Unknown unknown) {
        throw machine.unknown(unknown, at, frame);
      }
      try {
        ((InterpretedModule) self).register(Field.of(field, kind), value);
      } catch (ClassCastException e) { // javac reports the assignment itself
        throw machine.unsupported("a value of another type", at, frame);
      }
    }
    return converted;
  }

  private Object converted(VariableElement field, Object value, Tree at, Frame frame) {
    try {
      return Arithmetics.convert(field.asType().toString(), value);
    } catch (LostSymbolException e) {
      throw machine.untracked(e.number(), at, frame);
    }
  }
}
