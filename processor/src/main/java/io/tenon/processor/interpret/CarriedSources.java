package io.tenon.processor.interpret;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * The sources that modules carry with their class files, so that a network in another jar can be
 * compiled through them: written when a module is compiled, parsed when a network that uses it is.
 */
public final class CarriedSources {
  private static final String FOLDER = "META-INF/tenon/";

  private final Trees trees;
  private final Elements elements;
  private final Filer filer;

  /** For one compilation; {@code trees} may be null where the compiler has none. */
  public CarriedSources(Trees trees, Elements elements, Filer filer) {
    this.trees = trees;
    this.elements = elements;
    this.filer = filer;
  }

  /**
   * Writes the source of a top-level class where {@link #unit} finds it.
   *
   * @throws IOException if it can't be written
   */
  public void carry(TypeElement outermost) throws IOException {
    Optional<String> text = text(outermost);
    if (text.isPresent()) {
      try (Writer file =
          filer
              .createResource(StandardLocation.CLASS_OUTPUT, "", path(outermost), outermost)
              .openWriter()) {
        file.write(text.get());
      }
    }
  }

  /**
   * A number of 16 hexadecimal digits that changes with the source of a class of this compilation;
   * empty where there is none.
   */
  public Optional<String> hash(TypeElement type) {
    return text(outermost(type)).map(CarriedSources::hash);
  }

  private static String hash(String text) {
    long hash = 0xcbf29ce484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return String.format(Locale.ROOT, "%016x", hash);
  }

  /** With line ends as Unix has them: a checkout on Windows is the same source. */
  private Optional<String> text(TypeElement outermost) {
    TreePath path = trees == null ? null : trees.getPath(outermost);
    if (path == null) {
      return Optional.empty();
    }
    try {
      CharSequence text = path.getCompilationUnit().getSourceFile().getCharContent(true);
      return Optional.of(text.toString().replace("\r\n", "\n"));
    } catch (IOException e) {
      return Optional.empty(); // the compiler gives no text: nothing to carry
    }
  }

  private String path(TypeElement outermost) {
    return FOLDER + elements.getBinaryName(outermost) + ".java.txt";
  }

  /** The class itself, or the top-level one around it. */
  public static TypeElement outermost(TypeElement type) {
    TypeElement outermost = type;
    while (outermost.getEnclosingElement() instanceof TypeElement around) {
      outermost = around;
    }
    return outermost;
  }

  /**
   * The parsed source of a top-level class that is on the class path with it; empty if it is not,
   * or is of another version than the class.
   */
  Optional<CompilationUnitTree> unit(TypeElement outermost) {
    return read(outermost)
        .filter(text -> isOf(text, outermost))
        .flatMap(text -> parsed(text, outermost));
  }

  /** Whoever compiled the class before is in the output folder, all others on the class path. */
  private Optional<String> read(TypeElement outermost) {
    for (StandardLocation each :
        List.of(StandardLocation.CLASS_PATH, StandardLocation.CLASS_OUTPUT)) {
      try {
        CharSequence text = filer.getResource(each, "", path(outermost)).getCharContent(true);
        return Optional.of(text.toString());
      } catch (IOException | IllegalArgumentException e) {
        continue; // it is not there
      }
    }
    return Optional.empty();
  }

  /** Whether the registrations that were compiled with the classes know this text. */
  private boolean isOf(String text, TypeElement type) {
    String flat = elements.getBinaryName(type).toString().replace('$', '_');
    TypeElement registration = elements.getTypeElement(flat + "_Registration");
    boolean same = true;
    if (registration != null) {
      for (VariableElement each : ElementFilter.fieldsIn(registration.getEnclosedElements())) {
        boolean source = each.getSimpleName().contentEquals("SOURCE");
        same &= !source || hash(text).equals(each.getConstantValue());
      }
    }
    for (TypeElement nested : ElementFilter.typesIn(type.getEnclosedElements())) {
      same &= isOf(text, nested);
    }
    return same;
  }

  private Optional<CompilationUnitTree> parsed(String text, TypeElement outermost) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    if (javac == null) {
      return Optional.empty();
    }
    List<String> errors = new ArrayList<>();
    Carried file = new Carried(outermost.getQualifiedName().toString(), text);
    JavacTask task =
        (JavacTask)
            javac.getTask(
                new StringWriter(),
                null,
                diagnostic -> {
                  if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                    errors.add(diagnostic.getMessage(Locale.ROOT));
                  }
                },
                List.of("-proc:none"),
                null,
                List.of(file));
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      return errors.isEmpty() ? Optional.of(unit) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the text is in memory
    }
  }

  /** All of a class's text in memory. */
  private static final class Carried extends SimpleJavaFileObject {
    private final String text;

    Carried(String name, String text) {
      super(URI.create("tenon:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
