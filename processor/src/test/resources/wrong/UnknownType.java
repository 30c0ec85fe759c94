package wrong;

import io.tenon.annotation.Submodule;
import io.tenon.nn.NnModule;

public class UnknownType extends NnModule {
  @Submodule Conv9d conv; // TN010: field 'conv' has the type Conv9d, which javac can't find
}
