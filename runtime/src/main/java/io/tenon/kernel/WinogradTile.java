package io.tenon.kernel;

/**
 * Winograd's minimal filtering F(m×m, 3×3): m×m results of a 3×3 convolution of stride 1 from one
 * tile of (m + 2)×(m + 2) elements, with as many products as the tile has elements, rather than
 * nine a result (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015,
 * arXiv:1509.09308).
 *
 * <p>A tile d and a kernel g are seen as polynomials, and evaluated at m + 1 points p and infinity
 * along each dimension; there a convolution is a product, element by element. From the products the
 * results are interpolated:
 *
 * <pre>
 * y = A (G g Gᵀ ⊙ B d Bᵀ) Aᵀ
 * </pre>
 *
 * Of several channels the products are added up before A is applied, so each of the elements is a
 * product of matrices, [tiles, channels] times [channels, outputs].
 *
 * <p>Rounding: within 3 of a direct convolution's errors for m = 2 and 10 for m = 4. Whatever is
 * NaN or infinite in a tile reaches all its results, mostly as NaN; zeros give zeros exactly.
 */
public enum WinogradTile {
  /** Points 0, 1, -1: 16 products for 4 results, rather than 36. Adds and subtracts alone. */
  TWO(2, new double[] {0, 1, -1}),

  /**
   * 36 products for 16 results, rather than 144. The points 0, ±√½, ±√2 keep the powers near 1 that
   * rounding errors are multiplied by: they are a third of those of 0, ±1, ±2.
   */
  FOUR(4, new double[] {0, Math.sqrt(0.5), -Math.sqrt(0.5), Math.sqrt(2), -Math.sqrt(2)});

  /** How many results a tile has along each dimension. */
  public final int results;

  /** How many elements a tile has along each dimension. */
  public final int size;

  private final double[] points;

  WinogradTile(int results, double[] points) {
    this.results = results;
    this.size = results + 2;
    this.points = points;
  }

  /** How many elements a tile has, and so how many products of matrices there are. */
  public int elements() {
    return size * size;
  }

  /** How many tiles cover {@code count} results along one dimension; the last ones may overlap. */
  public int tiles(int count) {
    return (count + results - 1) / results;
  }

  /**
   * Where a tile begins in a row of {@code width} results: the last one ends where the row does.
   */
  public int first(int tile, int width) {
    return Math.min(tile * results, width - results);
  }

  /** How much scratch the transforms take for a row of {@code width} results. */
  public int scratch(int width) {
    int in = size * (width + 2);
    int out = results * tiles(width) * size + width;
    return Math.max(in, out) * Panel.LANES;
  }

  /**
   * Requires that a tile fits a row of {@code width} results.
   *
   * @throws IllegalArgumentException if it doesn't
   */
  public void requireWidth(int width) {
    if (width < results) {
      throw new IllegalArgumentException(
          "winograd: a tile of "
              + results
              + " results does not fit a row of "
              + width
              + ". Fix: convolve narrow maps by Kernels.rows");
    }
  }

  /**
   * G g Gᵀ for the kernel of 3×3 numbers from {@code at} on, in double: G has the rows [1, p, p²] /
   * ∏(p - q) over all other points q, and [0, 0, 1] for infinity.
   */
  double[] kernel(float[] g, int at) {
    double[] columns = new double[size * 3];
    double[] row = new double[3];
    for (int w = 0; w < 3; w++) {
      for (int h = 0; h < 3; h++) {
        row[h] = g[at + h * 3 + w];
      }
      for (int i = 0; i < size; i++) {
        columns[i * 3 + w] = at(i, row[0], row[1], row[2]);
      }
    }
    double[] kernel = new double[elements()];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        kernel[i * size + j] = at(j, columns[i * 3], columns[i * 3 + 1], columns[i * 3 + 2]);
      }
    }
    return kernel;
  }

  private double at(int i, double g0, double g1, double g2) {
    if (i == points.length) {
      return g2;
    }
    double p = points[i];
    double divisor = 1;
    for (int j = 0; j < points.length; j++) {
      divisor *= j == i ? 1 : p - points[j];
    }
    return (g0 + p * (g1 + p * g2)) / divisor;
  }
}
