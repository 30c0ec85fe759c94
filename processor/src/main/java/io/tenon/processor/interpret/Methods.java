package io.tenon.processor.interpret;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import io.tenon.Tensor;
import io.tenon.graph.Origin;
import io.tenon.graph.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Users' methods: found by name and arguments, overridden as in Java, interpreted. */
final class Methods {
  private final Machine machine;
  private final Overloads overloads;

  Methods(Machine machine) {
    this.machine = machine;
    this.overloads = new Overloads(machine);
  }

  Overloads overloads() {
    return overloads;
  }

  /** The method that a call means in code of class {@code type}; not yet the one that runs. */
  Optional<ExecutableElement> find(
      SourceType type, String name, List<Object> args, Tree tree, Frame frame) {
    List<ExecutableElement> candidates = candidates(type, name, false);
    if (candidates.isEmpty()) {
      candidates = candidates(type, name, true); // private ones, of an object of a subclass
    }
    return overloads.choose(candidates, args, tree, frame);
  }

  private List<ExecutableElement> candidates(SourceType type, String name, boolean hidden) {
    List<SourceType> all = new ArrayList<>(machine.sources().hierarchy(type));
    all.addAll(machine.sources().interfaces(type));
    List<ExecutableElement> found = new ArrayList<>();
    for (SourceType at : all) {
      for (ExecutableElement method : ElementFilter.methodsIn(at.element().getEnclosedElements())) {
        boolean seen =
            hidden || at.equals(type) || !method.getModifiers().contains(Modifier.PRIVATE);
        if (seen
            && method.getSimpleName().contentEquals(name)
            && found.stream().noneMatch(each -> hides(each, method, type))) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private boolean hides(ExecutableElement nearer, ExecutableElement method, SourceType type) {
    return machine.sources().overrides(nearer, method, type)
        || nearer.getModifiers().contains(Modifier.STATIC)
            && signature(nearer).equals(signature(method));
  }

  private static List<String> signature(ExecutableElement method) {
    return method.getParameters().stream().map(each -> each.asType().toString()).toList();
  }

  /** Calls the method, or what overrides it in {@code self}'s class. */
  Object invoke(
      ExecutableElement method,
      InterpretedObject self,
      List<Object> args,
      Tree tree,
      Frame caller) {
    return invokeExactly(overriding(method, self), self, args, tree, caller);
  }

  private ExecutableElement overriding(ExecutableElement method, InterpretedObject self) {
    boolean fixed =
        method.getModifiers().contains(Modifier.STATIC)
            || method.getModifiers().contains(Modifier.PRIVATE);
    if (fixed || self == null) {
      return method;
    }
    List<SourceType> all = new ArrayList<>(machine.sources().hierarchy(self.type()));
    all.addAll(machine.sources().interfaces(self.type()));
    for (SourceType at : all) {
      for (ExecutableElement each : ElementFilter.methodsIn(at.element().getEnclosedElements())) {
        boolean concrete = !each.getModifiers().contains(Modifier.ABSTRACT);
        if (concrete && machine.sources().overrides(each, method, self.type())) {
          return each;
        }
      }
    }
    return method;
  }

  Object invokeExactly(
      ExecutableElement method,
      InterpretedObject self,
      List<Object> args,
      Tree tree,
      Frame caller) {
    MethodTree body = machine.sources().tree(method);
    if (body == null || body.getBody() == null) {
      if (self instanceof InterpretedFunction function) {
        return function.apply(args);
      }
      if (self instanceof InterpretedInstance record && record.isRecord()) {
        return implicit(record, method, args, tree, caller);
      }
      throw machine.unsupported("a method without a body", tree, caller);
    }
    boolean isStatic = method.getModifiers().contains(Modifier.STATIC);
    if (!isStatic && self == null) {
      throw machine.unsupported("an instance's method in a static one", tree, caller);
    }
    SourceType owner =
        machine.sources().of((TypeElement) method.getEnclosingElement()).orElseThrow();
    Frame frame = new Frame(owner, isStatic ? null : self, caller.constructing());
    overloads.bind(method, args, frame);
    machine.enter(tree, caller);
    Flow flow = machine.statements().all(body.getBody().getStatements(), frame);
    machine.exit();
    return Arithmetics.convert(method.getReturnType().toString(), flow.value());
  }

  /** A method of a record that is not written. */
  private Object implicit(
      InterpretedInstance record,
      ExecutableElement method,
      List<Object> args,
      Tree tree,
      Frame caller) {
    String name = method.getSimpleName().toString();
    if (name.equals("equals") && args.size() == 1) {
      try {
        return record.equals(args.get(0));
      } catch (LostSymbolException e) {
        throw machine.sizeDependent(e.number(), tree, caller);
      }
    }
    if (!args.isEmpty() || name.equals("hashCode")) {
      throw machine.unsupported("the method '" + name + "'", tree, caller);
    }
    return name.equals("toString")
        ? record.toString()
        : record.field(machine.sources().field(record.type(), name).orElseThrow());
  }

  /** The methods of an interface that have no body. */
  List<ExecutableElement> open(SourceType face) {
    List<SourceType> all = new ArrayList<>(List.of(face));
    all.addAll(machine.sources().interfaces(face));
    return all.stream()
        .flatMap(each -> ElementFilter.methodsIn(each.element().getEnclosedElements()).stream())
        .filter(method -> method.getModifiers().contains(Modifier.ABSTRACT))
        .toList();
  }

  /** A method that the JDK's containers call on an object; empty if the user wrote none. */
  Optional<Object> ofObject(InterpretedObject on, String name, List<Object> args) {
    for (SourceType type : machine.sources().hierarchy(on.type())) {
      for (ExecutableElement each : ElementFilter.methodsIn(type.element().getEnclosedElements())) {
        MethodTree written = machine.sources().tree(each);
        if (each.getSimpleName().contentEquals(name)
            && each.getParameters().size() == args.size()
            && written != null
            && written.getBody() != null) {
          Frame caller = new Frame(type, on, false);
          return Optional.ofNullable(invokeExactly(each, on, args, written, caller));
        }
      }
    }
    return Optional.empty();
  }

  /** A module's forward, called by the library. */
  Tensor forward(InterpretedModule self, List<Tensor> inputs) {
    if (called(self, "forward", inputs) instanceof Tensor tensor) {
      return tensor;
    }
    Frame outside = new Frame(self.type(), self, false);
    throw machine.unsupported("a forward that returns no tensor", self.type().tree(), outside);
  }

  /** A module's forward of several outputs, called by the library. */
  InterpretedInstance forwardAll(InterpretedModule self, List<Tensor> inputs) {
    if (called(self, "forwardAll", inputs) instanceof InterpretedInstance record
        && record.isRecord()) {
      return record;
    }
    Frame outside = new Frame(self.type(), self, false);
    throw machine.unsupported("a forwardAll that returns no record", self.type().tree(), outside);
  }

  /** What a method returns that the library calls. What the library does after it is its own. */
  private Object called(InterpretedModule self, String name, List<Tensor> inputs) {
    Frame outside = new Frame(self.type(), self, false);
    List<Object> args = new ArrayList<>(inputs);
    Tree declaration = self.type().tree();
    ExecutableElement method =
        find(self.type(), name, args, declaration, outside)
            .orElseThrow(
                () ->
                    machine.unsupported(
                        "a module without '"
                            + name
                            + "(Tensor"
                            + ", Tensor".repeat(args.size() - 1)
                            + ")'",
                        declaration,
                        outside));
    Tracer tracer = Tracer.current();
    Origin caller = tracer.origin();
    machine.called(caller);
    Object result = invoke(method, self, args, declaration, outside);
    machine.returned();
    tracer.at(caller);
    return result;
  }
}
