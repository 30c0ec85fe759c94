package wrong;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Buffer;
import io.tenon.annotation.Param;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import java.util.List;

public class Fields extends NnModule {
  @Submodule private Linear hidden = new Linear(2, 2); // TN001: field 'hidden' is private, so the generated registration can't reach it
  @Submodule static Linear shared = new Linear(2, 2); // TN002: field 'shared' is static, but a module's state belongs to each instance
  @Submodule List<Linear> layers = List.of(); // TN003: field 'layers' is annotated @Submodule, which needs the type NnModule or a subclass, but its type is java.util.List<io.tenon.nn.Linear>
  @Submodule Tensor tensor; // TN003: field 'tensor' is annotated @Submodule, which needs the type NnModule or a subclass, but its type is io.tenon.Tensor
  @Param Tensor weight; // TN003: field 'weight' is annotated @Param, which needs the type Parameter, but its type is io.tenon.Tensor
  @Param Linear layer; // TN003: field 'layer' is annotated @Param, which needs the type Parameter, but its type is io.tenon.nn.Linear
  @Buffer Parameter trained; // TN003: field 'trained' is annotated @Buffer, which needs the type Tensor, but its type is io.tenon.Parameter
  @Param int count; // TN003: field 'count' is annotated @Param, which needs the type Parameter, but its type is int
  @Param("a.b") Parameter dotted; // TN004: field 'dotted' is named "a.b" in the state dict, which contains a dot
  @Param(" ") Parameter blank; // TN004: field 'blank' is named " " in the state dict, which is blank
  @Param @Buffer Parameter both; // TN007: field 'both' is annotated both @Param and @Buffer
}

class Duplicates extends NnModule {
  @Submodule Linear first;
  @Submodule("first") Linear second; // TN005: field 'second' is named "first" in the state dict, as is 'first'
}

class Above extends NnModule {
  @Submodule Linear fc;
}

class Below extends Above {
  @Submodule Linear fc; // TN005: field 'fc' is named "fc" in the state dict, as is 'fc' of Above
}

class NoModule {
  @Submodule Linear fc; // TN006: field 'fc' is annotated @Submodule, but NoModule does not extend NnModule
}

interface Constants {
  @Param Parameter WEIGHT = null; // TN006: field 'WEIGHT' is annotated @Param, but Constants does not extend NnModule
}

record Pair(@Param Parameter weight) {} // TN006: field 'weight' is annotated @Param, but Pair does not extend NnModule

class Right extends NnModule {
  @Submodule Linear fc;
}
