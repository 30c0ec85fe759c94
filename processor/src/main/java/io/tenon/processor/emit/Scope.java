package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.SampleShapes;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the methods of one generated forward can name: sizes, and fields that emitters add. */
final class Scope {
  private final String batch;
  private final List<String> given = new ArrayList<>();
  private final List<String> indices = new ArrayList<>(List.of("ijklmpqrst".split("")));
  private final SampleShapes samples;
  private final Fields fields = new Fields();
  private final Map<String, String> told = new HashMap<>();
  private final Map<Task, List<String>> taken = new HashMap<>();

  Scope(Plan plan) {
    batch = plan.batch();
    samples = new SampleShapes(batch);
    plan.given().forEach(size -> given.add(size.name()));
    indices.remove(batch);
    indices.removeAll(given);
    plan.symbols().forEach(symbol -> indices.remove(symbol.name()));
  }

  /** The size of the batch. */
  String batch() {
    return batch;
  }

  /** Other sizes that come with the inputs, such as a sequence's length. */
  List<String> given() {
    return given;
  }

  /** The first step that a text of more than a line explains: this one, or one further up. */
  String told(String why, String step) {
    return why.length() <= Texts.MEMBER ? step : told.computeIfAbsent(why, text -> step);
  }

  /** Names of variables for loops, outermost first, that hide no size. */
  List<String> indices() {
    return indices;
  }

  /** What samples look like. */
  SampleShapes samples() {
    return samples;
  }

  /** The class's fields. */
  Fields fields() {
    return fields;
  }

  /** How often a task does what it does {@code each} times for a sample: {@code N * 400}. */
  String count(Task task, Amount each) {
    return task.wholeBatch() && !task.out().isShared() ? Operand.times(batch, each) : each.java();
  }

  /** The sizes that a task's method takes, because its body names them. */
  List<String> takes(Task task, CodeBlock body) {
    String text = body.toString();
    List<String> sizes = new ArrayList<>();
    if (task.wholeBatch() && (!task.out().isShared() || isNamed(batch, text))) {
      sizes.add(batch);
    }
    given.stream().filter(size -> isNamed(size, text)).forEach(sizes::add);
    taken.put(task, sizes);
    return sizes;
  }

  /** The sizes that a task's method takes, once it was written. */
  List<String> sizes(Task task) {
    return taken.get(task);
  }

  /** Whether a text names a variable. */
  static boolean isNamed(String variable, String text) {
    return Pattern.compile("(?<![\\w.\"])" + variable + "\\b").matcher(text).find();
  }
}
