package io.tenon.processor.emit;

import com.palantir.javapoet.ClassName;
import io.tenon.graph.Node;
import io.tenon.processor.plan.Layout;
import io.tenon.processor.plan.Plan;
import io.tenon.processor.plan.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The comment of a generated forward: what it is for, its steps, and how values lie in it. */
final class ForwardComment {
  private static final String TEAM =
      "<p>Several threads are a team: each of its members runs {@code forward}, does its part of each"
          + " step, and meets the others behind it, since the next step needs all of its result.";

  private final Plan plan;
  private final ClassName module;
  private final String source;
  private final boolean joins;

  /**
   * @param joins whether values are made in their part of a concatenation
   */
  ForwardComment(Plan plan, ClassName module, String source, boolean joins) {
    this.plan = plan;
    this.module = module;
    this.source = source;
    this.joins = joins;
  }

  String text(StepTable table) {
    String first =
        "{@link "
            + String.join(".", module.simpleNames())
            + (plan.results().size() == 1 ? "#forward" : "#forwardAll")
            + "} for "
            + inputs()
            + ", as Tenon compiled it from "
            + source
            + ". Read it, step through it; change "
            + module.simpleName()
            + ", not this. The steps, for one sample:";
    StringBuilder text = new StringBuilder(Texts.wrap(first, Texts.CLASS));
    text.append("\n\n<pre>\n").append(table.text()).append("\n</pre>");
    if (uses(Layout.BLOCKS) || uses(Layout.ROWS)) {
      text.append("\n\n").append(Texts.wrap(layouts(), Texts.CLASS));
    }
    if (plan.inTeams()) {
      text.append("\n\n").append(Texts.wrap(TEAM, Texts.CLASS));
    }
    if (!plan.symbols().isEmpty()) {
      List<String> names = plan.symbols().stream().map(Plan.Symbol::name).toList();
      String arguments =
          "<p>{@code "
              + String.join("}, {@code ", names)
              + (names.size() == 1
                  ? "} is the constructor's argument: its value is read from the weights."
                  : "} are the constructor's arguments: their values are read from the weights.");
      text.append("\n\n").append(Texts.wrap(arguments, Texts.CLASS));
    }
    return text.toString();
  }

  private boolean uses(Layout layout) {
    return plan.tasks().stream().anyMatch(task -> task.out().layout() == layout);
  }

  private String layouts() {
    StringBuilder text = new StringBuilder("<p>Between steps, ");
    if (uses(Layout.ROWS)) {
      text.append("maps [C, H, W] of few channels lie as [C, H, 2·W], with room behind each row, ");
      text.append(uses(Layout.BLOCKS) ? "others" : "");
    }
    if (uses(Layout.BLOCKS)) {
      text.append(uses(Layout.ROWS) ? "" : "maps [C, H, W] lie")
          .append(" as [⌈C / 16⌉, H, W, 16]: 16 channels side by side, so that one instruction")
          .append(" works on all of them");
    }
    String all = text.toString().strip();
    return (all.endsWith(",") ? all.substring(0, all.length() - 1) : all)
        + ". "
        + (joins ? "What is concatenated is made in its part of the result. " : "")
        + "{@code "
        + plan.inputs().stream().map(Value::name).collect(Collectors.joining("}, {@code "))
        + "} and the "
        + (plan.results().size() == 1 ? "result" : "results")
        + " lie as in PyTorch.";
  }

  /** {@code tokens of [N, T] and padding of [N, T]}. */
  private String inputs() {
    List<String> each = new ArrayList<>();
    for (Node node : plan.graph().nodes()) {
      if (node.kind() == Node.Kind.INPUT) {
        each.add(node.name() + " of " + shape(plan.inputs().get(each.size())));
      }
    }
    int last = each.size() - 1;
    return last < 2
        ? String.join(" and ", each)
        : String.join(", ", each.subList(0, last)) + " and " + each.get(last);
  }

  private String shape(Value value) {
    List<String> sizes = new ArrayList<>(value.isShared() ? List.of() : List.of(plan.batch()));
    value.sizes().forEach(size -> sizes.add(size.toString()));
    return sizes.toString();
  }
}
