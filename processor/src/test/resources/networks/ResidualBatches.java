package networks;

import io.tenon.annotation.Compile;

/** {@link Residual}, compiled for training mode, too. */
@Compile(required = true, training = true)
public class ResidualBatches extends Residual {
  public ResidualBatches(int classes) {
    super(classes);
  }
}
