package io.tenon.processor.plan;

import io.tenon.DType;
import io.tenon.graph.Size;
import io.tenon.kernel.Panel;
import io.tenon.op.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * A result that lies somewhere: its shape and layout are known from the start, its place once
 * buffers are planned.
 */
public final class Value {
  private final String name;
  private final List<Size> sizes;
  private final Layout layout;
  private final Place place;
  private final Value flattened;
  private final DType dtype;
  private final Padding border;

  private Value(
      String name,
      List<Size> sizes,
      Layout layout,
      Place place,
      Value flattened,
      DType dtype,
      Padding border) {
    this.name = name;
    this.sizes = List.copyOf(sizes);
    this.layout = layout;
    this.place = place;
    this.flattened = flattened;
    this.dtype = dtype;
    this.border = border;
  }

  /**
   * A value with a place of its own.
   *
   * @param sizes the shape of one sample
   */
  static Value of(String name, List<Size> sizes, Layout layout) {
    return new Value(
        name, sizes, layout, new Place(name, false), null, DType.FLOAT32, Padding.NONE);
  }

  /**
   * A value that is the same for all samples of a batch.
   *
   * @param sizes its shape
   */
  static Value shared(String name, List<Size> sizes, DType dtype) {
    return new Value(name, sizes, Layout.PLANES, new Place(name, true), null, dtype, Padding.NONE);
  }

  /** A value with a place of its own that is needed as often as this one. */
  Value scratch(String other, List<Size> shape) {
    return isShared() ? shared(other, shape, dtype) : of(other, shape, Layout.PLANES);
  }

  /** The same elements in another shape. */
  Value view(List<Size> other) {
    Value maps = layout == Layout.PLANES ? null : this;
    return new Value(name, other, Layout.PLANES, place, maps, dtype, border);
  }

  /** These maps with room for zeros around each. */
  Value within(Padding zeros) {
    return new Value(name, sizes, layout, place, flattened, dtype, zeros);
  }

  /** The same maps with some of the zeros around them as a part of each. */
  Value with(Padding zeros) {
    List<Size> wider = new ArrayList<>(sizes);
    wider.set(1, Size.of(size(1) + zeros.top() + zeros.bottom()));
    wider.set(2, Size.of(size(2) + zeros.left() + zeros.right()));
    Padding rest =
        new Padding(
            border.left() - zeros.left(),
            border.right() - zeros.right(),
            border.top() - zeros.top(),
            border.bottom() - zeros.bottom());
    return new Value(name, wider, layout, place, flattened, dtype, rest);
  }

  /** This value with elements of another type. */
  Value as(DType other) {
    return new Value(name, sizes, layout, place, flattened, other, border);
  }

  /** The type of the elements. */
  public DType dtype() {
    return dtype;
  }

  /** Whether it is the same for all samples of a batch. */
  public boolean isShared() {
    return place.isShared();
  }

  /** The maps, not in planes, that this is a flattened view of, or null. */
  public Value flattened() {
    return flattened;
  }

  /** The name of what makes it: {@code conv1}. */
  public String name() {
    return name;
  }

  /** The shape of one sample, or of a shared value. */
  public List<Size> sizes() {
    return sizes;
  }

  /** How its elements lie. */
  public Layout layout() {
    return layout;
  }

  /** How many dimensions a sample has. */
  public int rank() {
    return sizes.size();
  }

  /** A size that must be known. */
  public int size(int dim) {
    Size size = sizes.get(dim);
    if (!size.isConstant()) {
      throw new IllegalStateException("size " + size + " of " + name + " is not constant");
    }
    return size.factor();
  }

  /** The distance from one sample of a batch to the next: all of the place that it is a part of. */
  public Amount stride() {
    return place.isPart() ? place.wholeFloats() : floats();
  }

  /** How many floats a sample takes. */
  public Amount floats() {
    if (flattened != null) {
      return flattened.floats();
    }
    if (layout != Layout.BLOCKS) {
      return Amount.product(sizes).times(layout == Layout.ROWS ? 2 : 1);
    }
    if (isBordered()) {
      return Amount.of((long) maps() * map());
    }
    return Amount.product(sizes.subList(1, sizes.size())).times((long) blocks() * Panel.LANES);
  }

  /** The zeros around each map. */
  public Padding border() {
    return border;
  }

  /** Whether there are zeros around each map. */
  public boolean isBordered() {
    return !border.equals(Padding.NONE);
  }

  /** Where the first element of maps lies: behind the border. */
  public int first() {
    return (border.top() * pitch() + border.left()) * inner();
  }

  /** How many rows a map takes, with its border. */
  public int tall() {
    return border.top() + size(1) + border.bottom();
  }

  /** From a row of maps to the next. */
  public int row() {
    return pitch() * inner();
  }

  /** From a map, or 16 of them side by side, to the next. */
  public int map() {
    return tall() * row();
  }

  /** How many blocks of channels there are. */
  public int blocks() {
    return (size(0) + Panel.LANES - 1) / Panel.LANES;
  }

  /** How many elements of {@link #inner} a row of maps takes, from one row to the next. */
  public int pitch() {
    return layout == Layout.ROWS ? 2 * size(2) : border.left() + size(2) + border.right();
  }

  /** The innermost size: 16 channels of a block, or one. */
  public int inner() {
    return layout == Layout.BLOCKS ? Panel.LANES : 1;
  }

  /** How many maps of {@link #inner} lie one after the other. */
  public int maps() {
    return layout == Layout.BLOCKS ? blocks() : size(0);
  }

  /** Where it lies; views share it. */
  public Place place() {
    return place;
  }

  /** The shape as it lies: {@code [1, 14, 14, 16]}. */
  public String lies() {
    if (flattened != null) {
      return flattened.lies();
    }
    if (layout == Layout.PLANES) {
      return sizes.toString();
    }
    if (layout == Layout.ROWS) {
      return "[" + size(0) + ", " + size(1) + ", " + pitch() + "]";
    }
    if (isBordered()) {
      return "[" + blocks() + ", " + tall() + ", " + pitch() + ", " + Panel.LANES + "], with zeros";
    }
    return "[" + blocks() + ", " + sizes.get(1) + ", " + sizes.get(2) + ", " + Panel.LANES + "]";
  }

  @Override
  public String toString() {
    return name + " " + sizes;
  }
}
