package io.tenon.processor.emit;

import static io.tenon.processor.emit.WrappedCall.together;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.graph.Node;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import io.tenon.processor.plan.Value;
import io.tenon.processor.plan.WinogradTask;
import java.util.List;
import java.util.Locale;

/** A 3×3 convolution by Winograd's tiles: a product of matrices for each point. */
final class WinogradEmitter {
  private static final String POINT = "from a point to the next";

  private final WinogradTask task;
  private final Scope scope;
  private final WinogradTile tile;
  private final Value out;
  private final CodeBlock.Builder body = CodeBlock.builder();

  private WinogradEmitter(WinogradTask task, Scope scope) {
    this.task = task;
    this.scope = scope;
    this.tile = task.tile();
    this.out = task.out();
  }

  static MethodSpec emit(WinogradTask task, Scope scope) {
    bind(task, scope.fields());
    return Steps.method(task, scope, why(task), new WinogradEmitter(task, scope).body());
  }

  private static void bind(WinogradTask task, Fields fields) {
    List<Node> folded = task.folded();
    Object norm =
        folded.isEmpty()
            ? "null"
            : FoldedScale.bind(task.base(), folded, task.out().channels(), fields);
    fields.add(
        WinogradPanel.class,
        task.base(),
        WrappedCall.assigned(
            task.base(),
            FoldedScale.binding(task, task.conv(), fields) + ".winogradPanel",
            CodeBlock.of("$S", task.conv().inputs().get(1).name()),
            WeightPaths.of(task.conv(), 2),
            task.out().channels(),
            task.in().channels(),
            CodeBlock.of("$T.$L", WinogradTile.class, task.tile()),
            task.v().size(2),
            norm));
  }

  private CodeBlock body() {
    distances();
    body.add(ConvolveEmitter.frame(out, scope));
    if (!task.isWhole()) {
      parts();
    } else if (!scope.inTeams() || task.splitsOutputs()) {
      input(WrappedCall.BODY);
      if (scope.inTeams()) {
        body.addStatement("$L.meet()", Scope.MEMBER);
      }
      groups(WrappedCall.BODY);
    } else {
      body.addStatement("int first = member.first($L)", task.tall());
      body.addStatement("int rows = member.end($L) - first", task.tall());
      input(WrappedCall.BODY);
      groups(WrappedCall.BODY);
    }
    body.add(Activations.rest(task.activations(), out.floats().java(), scope.isSplit(body)));
    return body.build();
  }

  /** Some rows of tiles at a time. */
  private void parts() {
    int tall = task.tall();
    if (rows().equals("rows")) {
      String begin =
          scope.inTeams() ? "member.first(" + tall + "), end = member.end(" + tall + ")" : "0";
      String end = scope.inTeams() ? "end" : "" + tall;
      body.beginControlFlow(
          "for (int first = $L; first < $L; first += $L)", begin, end, task.rows());
      body.addStatement("int rows = Math.min($L, $L - first)", task.rows(), end);
    } else {
      body.beginControlFlow(scope.over("first", tall, task.rows()));
    }
    input(WrappedCall.LOOP);
    groups(WrappedCall.LOOP);
    body.endControlFlow();
  }

  private void distances() {
    Value in = task.in();
    body.add(
        new Distances()
            .addUnlessZero("x", "xFirst", in.origin(), ConvolveEmitter.FIRST)
            .add("x", "xRow", in.row(), "from a row to the next")
            .add("x", "xBlock", in.map(), ConvolveEmitter.BLOCK)
            .add(
                "v and m",
                "vRow",
                (long) task.wide() * Panel.LANES,
                "from a row of tiles to the next")
            .add("v and m", "vBlock", block(), ConvolveEmitter.BLOCK)
            .add("v", "vPoint", point(task.v()), POINT)
            .add("m", "mPoint", point(task.m()), POINT)
            .code());
    body.add(ConvolveEmitter.rowsOf("y", isAlike() ? "y and z" : "y", out, true).code());
    if (task.addend() != null && !isAlike()) {
      body.add(ConvolveEmitter.rowsOf("z", task.addend()).code());
    }
  }

  /** Whether what is added lies as the result does. */
  private boolean isAlike() {
    return task.addend() != null && task.addend().lies().equals(out.lies());
  }

  /** How many rows of tiles are computed at a time: a number, or the variable that says so. */
  private String rows() {
    boolean varies =
        scope.inTeams() ? task.rows() > 1 && !task.splitsOutputs() : task.tall() % task.rows() != 0;
    return varies ? "rows" : "" + task.rows();
  }

  /** The index of row r of those. */
  private String row() {
    boolean all = task.isWhole() && (task.splitsOutputs() || !scope.inTeams());
    return all ? "r" : rows().equals("1") ? "first" : "(first + r)";
  }

  /** In scratch, from 16 channels of all tiles to the next 16. */
  private long block() {
    return (long) task.v().size(2) * Panel.LANES;
  }

  private long point(Value tiles) {
    return tiles.size(1) * block();
  }

  /** Says where the tiles of row r begin. */
  private void first() {
    String h = tile.results + " * " + row();
    String last = "Math.min(" + h + ", " + (out.size(1) - tile.results) + ")";
    body.addStatement("int h = $L", overlaps() ? last : h);
  }

  /** Whether the last rows of tiles share some rows of results. */
  private boolean overlaps() {
    return out.size(1) % tile.results != 0;
  }

  private void input(int indent) {
    boolean each = task.splitsOutputs() && scope.inTeams();
    body.beginControlFlow(
        each ? scope.over("r", task.rows(), 1) : "for (int r = 0; r < " + rows() + "; r++)");
    first();
    body.addStatement(
        WrappedCall.call(
            indent + 2,
            "kernels.winogradInput",
            tile(),
            together(
                "x",
                ConvolveEmitter.from("x", task.in()) + " + h * xRow",
                "xRow",
                "xBlock",
                task.in().maps(),
                out.size(2)),
            together("v", "vAt + r * vRow", "vPoint", "vBlock"),
            together("row", "rowAt")));
    body.endControlFlow();
  }

  private void groups(int indent) {
    int count = task.groups();
    if (count == 1) {
      products(indent, "0");
      output(indent, false);
      return;
    }
    body.beginControlFlow(
        task.splitsOutputs()
            ? scope.over("g", count, 1)
            : "for (int g = 0; g < " + count + "; g++)");
    products(indent + 2, "g");
    output(indent + 2, true);
    body.endControlFlow();
  }

  private void products(int indent, String group) {
    body.beginControlFlow("for (int p = 0; p < $L; p++)", tile.points());
    boolean varies = rows().equals("rows");
    String count = varies ? "rows * " + task.wide() : "" + task.rows() * task.wide();
    body.addStatement(
        WrappedCall.call(
            indent + 2,
            "kernels.rows",
            CodeBlock.of("$L.panel($L, p)", task.base(), group),
            together("v", "vAt + p * vPoint", 16, count),
            together("m", "mAt + p * mPoint", 16, "vBlock"),
            CodeBlock.of("$T.NONE", Epilogue.class)));
    body.endControlFlow();
  }

  private void output(int indent, boolean groups) {
    int each = WinogradPanel.GROUP / Panel.LANES;
    int all = task.m().size(1);
    int blocks = out.size(0) % WinogradPanel.GROUP;
    String count = "" + Math.min(each, all);
    if (groups && blocks != 0) {
      count = "Math.min(" + each + ", " + out.maps() + " - " + each + " * g)";
    }
    CodeBlock z = CodeBlock.of("null, 0, 0, 0");
    if (task.addend() != null) {
      String as = isAlike() ? "y" : "z";
      z = together("z", at("z", as, task.addend(), groups), as + "Row", as + "Block");
    }
    body.beginControlFlow("for (int r = 0; r < $L; r++)", rows());
    first();
    String skip = overlaps() ? tile.results + " * " + row() + " - h" : "0";
    body.addStatement(
        WrappedCall.call(
            indent + 2,
            "kernels.winogradOutput",
            tile(),
            together("m", "mAt + r * vRow", "mPoint", "vBlock", count, out.size(2), skip),
            together(task.base() + ".bias", groups ? WinogradPanel.GROUP + " * g" : "0"),
            z,
            together("y", at("y", "y", out, groups), "yRow", "yBlock"),
            Activations.epilogue(task.activations()),
            together("row", "rowAt")));
    body.endControlFlow();
  }

  /** Where a row of results begins: {@code yAt + yFirst + h * yRow + 4 * g * yBlock}. */
  private static String at(String array, String as, Value value, boolean groups) {
    String first = value.origin() == 0 ? "" : " + " + as + "First";
    int blocks = WinogradPanel.GROUP / Panel.LANES;
    String block = groups ? " + " + blocks + " * g * " + as + "Block" : "";
    return array + "At" + first + " + h * " + as + "Row" + block;
  }

  private CodeBlock tile() {
    return CodeBlock.of("$T.$L", WinogradTile.class, tile);
  }

  private static String why(WinogradTask task) {
    WinogradTile tile = task.tile();
    int results = tile.results * tile.results;
    String last =
        Activations.isEpilogue(task.activations())
            ? ", and " + task.activations().get(0).name() + " done"
            : "";
    return String.format(
        Locale.ROOT,
        "Winograd's F(%1$d×%1$d, 3×3), arXiv:1509.09308: %2$d results by %3$d multiplications a"
            + " channel, not %4$d. A tile of %5$d×%5$d elements and a kernel are polynomials, known by"
            + " their values at %3$d points, and there a convolution just multiplies. So v is x at"
            + " these points; m is its products with the kernels, summed over the channels, a product"
            + " of matrices for each point; and from m's tiles y is interpolated%6$s%7$s.%8$s%9$s",
        tile.results,
        results,
        tile.points(),
        9 * results,
        tile.size,
        task.addend() == null ? "" : ", z added",
        last,
        task.isWhole() ? "" : " Some rows of tiles at a time: v and m stay in the cache.",
        FoldedScale.why(task.folded(), "channel", "convolution")
            + FoldedScale.whyBefore(task, task.conv()));
  }
}
