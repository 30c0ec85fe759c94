package io.tenon.processor.emit;

import static io.tenon.processor.emit.WrappedCall.together;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.tenon.kernel.Epilogue;
import io.tenon.kernel.Panel;
import io.tenon.kernel.ScaleShift;
import io.tenon.kernel.WinogradPanel;
import io.tenon.kernel.WinogradTile;
import io.tenon.processor.plan.Value;
import io.tenon.processor.plan.WinogradTask;

/** A 3×3 convolution by Winograd's tiles: a product of matrices for each element of a tile. */
final class WinogradEmitter {
  private static final String ELEMENT = "from an element of a tile to the next";

  private final WinogradTask task;
  private final WinogradTile tile;
  private final Value out;
  private final CodeBlock.Builder body = CodeBlock.builder();

  private WinogradEmitter(WinogradTask task) {
    this.task = task;
    this.tile = task.tile();
    this.out = task.out();
  }

  static MethodSpec emit(WinogradTask task, Scope scope) {
    bind(task, scope.fields());
    return Steps.method(task, scope, why(task), new WinogradEmitter(task).body());
  }

  private static void bind(WinogradTask task, Fields fields) {
    Object norm = "null";
    if (task.normalization() != null) {
      norm = task.base() + "Norm";
      CodeBlock of =
          ConvolveEmitter.norm(task.normalization(), task.out().channels(), norm.toString());
      fields.local(ScaleShift.class, norm.toString(), of);
    }
    fields.add(
        WinogradPanel.class,
        task.base(),
        WrappedCall.assigned(
            task.base(),
            "binding.winogradPanel",
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
    body.add(ConvolveEmitter.frame(out));
    if (task.isWhole()) {
      input(WrappedCall.BODY);
      groups(WrappedCall.BODY);
    } else {
      String step = task.rows() == 1 ? "first++" : "first += " + task.rows();
      body.beginControlFlow("for (int first = 0; first < $L; $L)", task.tall(), step);
      if (isUneven()) {
        body.addStatement("int rows = Math.min($L, $L - first)", task.rows(), task.tall());
      }
      input(WrappedCall.LOOP);
      groups(WrappedCall.LOOP);
      body.endControlFlow();
    }
    Activations.rest(WrappedCall.BODY, task.activations(), out.floats().java())
        .forEach(body::addStatement);
    return body.build();
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
            .add("v", "vElement", element(task.v()), ELEMENT)
            .add("m", "mElement", element(task.m()), ELEMENT)
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

  /** Whether the last rows of tiles are fewer than those before. */
  private boolean isUneven() {
    return task.tall() % task.rows() != 0;
  }

  /** In scratch, from 16 channels of all tiles to the next 16. */
  private long block() {
    return (long) task.v().size(2) * Panel.LANES;
  }

  private long element(Value tiles) {
    return tiles.size(1) * block();
  }

  /** Opens a loop over the rows of tiles that are computed at a time. */
  private void eachRow() {
    String rows = isUneven() ? "rows" : Integer.toString(task.rows());
    body.beginControlFlow("for (int r = 0; r < $L; r++)", rows);
    String row = task.isWhole() ? "r" : "(first + r)";
    String h = tile.results + " * " + row;
    boolean fits = out.size(1) % tile.results == 0;
    String last = "Math.min(" + h + ", " + (out.size(1) - tile.results) + ")";
    body.addStatement("int h = $L", fits ? h : last);
  }

  private void input(int indent) {
    eachRow();
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
            together("v", "vAt + r * vRow", "vElement", "vBlock"),
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
    body.beginControlFlow("for (int g = 0; g < $L; g++)", count);
    products(indent + 2, "g");
    output(indent + 2, true);
    body.endControlFlow();
  }

  private void products(int indent, String group) {
    body.beginControlFlow("for (int e = 0; e < $L; e++)", tile.elements());
    String count = isUneven() ? "rows * " + task.wide() : "" + task.rows() * task.wide();
    body.addStatement(
        WrappedCall.call(
            indent + 2,
            "kernels.rows",
            CodeBlock.of("$L.panel($L, e)", task.base(), group),
            together("v", "vAt + e * vElement", 16, count),
            together("m", "mAt + e * mElement", 16, "vBlock"),
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
    eachRow();
    body.addStatement(
        WrappedCall.call(
            indent + 2,
            "kernels.winogradOutput",
            tile(),
            together("m", "mAt + r * vRow", "mElement", "vBlock", count, out.size(2)),
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
    int size = tile.size;
    String activation =
        Activations.isEpilogue(task.activations())
            ? ", and " + task.activations().get(0).name() + " is done"
            : "";
    return "Winograd's F("
        + tile.results
        + "×"
        + tile.results
        + ", 3×3): a tile of "
        + size
        + "×"
        + size
        + " elements and a kernel are polynomials in two variables, and where both are known at "
        + tile.elements()
        + " points, their product is too, by "
        + tile.elements()
        + " multiplications. It holds "
        + results
        + " results, which would take "
        + 9 * results
        + " one by one. So v is x at these points, m, for each of them a product of matrices, the"
        + " sums over all channels, and y is interpolated"
        + (task.addend() == null ? "" : ", z added")
        + activation
        + "."
        + ConvolveEmitter.folded(task.normalization());
  }
}
