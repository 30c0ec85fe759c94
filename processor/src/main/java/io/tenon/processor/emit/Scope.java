package io.tenon.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.tenon.processor.plan.Amount;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.SampleShapes;
import io.tenon.processor.plan.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the methods of one generated forward can name: sizes, and fields that emitters add. */
final class Scope {
  /** What generated code calls the member of a team that runs it. */
  static final String MEMBER = "member";

  private final String batch;
  private final boolean inTeams;
  private final Set<Task> split = new HashSet<>();
  private final List<String> given = new ArrayList<>();
  private final List<String> indices = new ArrayList<>(List.of("ijklmpqrst".split("")));
  private final SampleShapes samples;
  private final Fields fields = new Fields();
  private final Map<String, String> told = new HashMap<>();
  private final Map<Task, List<String>> taken = new HashMap<>();

  Scope(Plan plan) {
    batch = plan.batch();
    inTeams = plan.inTeams();
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
    if (task.wholeBatch() && !task.out().isShared()) {
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

  /** Whether the forward is split between the members of a team. */
  boolean inTeams() {
    return inTeams;
  }

  /** Whether a task's method, with this body, does a member's part alone. */
  boolean splits(Task task, CodeBlock body) {
    return isNamed(MEMBER, body.toString()) && split.add(task);
  }

  /** Whether a body does a member's part alone. */
  boolean isSplit(CodeBlock.Builder body) {
    return isNamed(MEMBER, body.build().toString());
  }

  /** Whether a task's method does a member's part alone, once it was written. */
  boolean isSplit(Task task) {
    return split.contains(task);
  }

  /**
   * The head of a loop whose turns the members of a team divide between them.
   *
   * @param step how many of {@code count} are one turn; it is a multiple
   */
  String over(String index, Object count, int step) {
    if (!inTeams) {
      return all(index, count, step);
    }
    String next = step == 1 ? index + "++" : index + " += " + step;
    String turns = step == 1 ? "(" + count + ")" : "(" + count + " / " + step + ") * " + step;
    return "for (int "
        + index
        + " = member.first"
        + turns
        + ", end = member.end"
        + turns
        + "; "
        + index
        + " < end; "
        + next
        + ")";
  }

  /** The head of a loop that everyone runs through as a whole. */
  static String all(String index, Object count, int step) {
    String next = step == 1 ? index + "++" : index + " += " + step;
    return "for (int " + index + " = 0; " + index + " < " + count + "; " + next + ")";
  }

  /** Whether a text names a variable. */
  static boolean isNamed(String variable, String text) {
    return Pattern.compile("(?<![\\w.\"])" + variable + "\\b").matcher(text).find();
  }
}
