package io.tenon.kernel;

/**
 * Winograd's minimal filtering F(m×m, 3×3): m×m results of a 3×3 convolution of stride 1 from one
 * tile of (m + 2)×(m + 2) elements, with as many products as the tile has elements, rather than
 * nine a result (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015,
 * arXiv:1509.09308).
 *
 * <p>Tile d and kernel g are seen as polynomials in two variables, and evaluated where each is one
 * of m + 1 numbers or infinity. At these points a convolution is a product of two numbers, and from
 * the products its results are interpolated:
 *
 * <pre>
 * y = A (G g Gᵀ ⊙ B d Bᵀ) Aᵀ
 * </pre>
 *
 * Products of several channels are added up before A is applied, so there is a product of matrices
 * for each point, [tiles, channels] times [channels, outputs].
 *
 * <p>Rounding errors are up to 2 times those of a direct convolution for m = 2, and 2 to 5 times
 * for m = 4: 1e-6 of the largest result with 64 channels, 2e-6 with 256. Whatever is NaN or
 * infinite in a tile reaches all its results, mostly as NaN. Of a tile of zeros they are the bias
 * exactly.
 */
public enum WinogradTile {
  /** 0, ±1: 16 products for 4 results, rather than 36, and transforms that just add. */
  TWO(2, new double[] {0, 1, -1}),

  /**
   * 0, ±√½, ±√2: 36 products for 16 results, rather than 144. Powers of these numbers are what
   * rounding errors are multiplied by; with 0, ±1, ±2 they would be 4 times as large.
   */
  FOUR(4, new double[] {0, Math.sqrt(0.5), -Math.sqrt(0.5), Math.sqrt(2), -Math.sqrt(2)});

  /** How many results a tile has along each dimension. */
  public final int results;

  /** How many elements a tile has along each dimension. */
  public final int size;

  private final double[] numbers;
  private final double[] factors;

  WinogradTile(int results, double[] numbers) {
    this.results = results;
    this.size = results + 2;
    this.numbers = numbers;
    this.factors = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      double product = 1;
      for (int j = 0; j < numbers.length; j++) {
        product *= j == i ? 1 : numbers[i] - numbers[j];
      }
      factors[i] = 1 / product;
    }
  }

  /** How many points there are, as many as elements in a tile. */
  public int points() {
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
   * G g Gᵀ for the kernel of 3×3 weights from {@code at} on, in double: G has the rows [1, p, p²] /
   * ∏(p - q), of all other numbers q, and [0, 0, 1] for infinity.
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
    double[] kernel = new double[points()];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        kernel[i * size + j] = at(j, columns[i * 3], columns[i * 3 + 1], columns[i * 3 + 2]);
      }
    }
    return kernel;
  }

  private double at(int i, double g0, double g1, double g2) {
    return i == numbers.length ? g2 : (g0 + numbers[i] * (g1 + numbers[i] * g2)) * factors[i];
  }
}
