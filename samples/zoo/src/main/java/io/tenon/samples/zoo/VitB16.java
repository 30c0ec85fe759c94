package io.tenon.samples.zoo;

import static io.tenon.nn.Functional.cat;

import io.tenon.Parameter;
import io.tenon.Tensor;
import io.tenon.annotation.Param;
import io.tenon.annotation.Shape;
import io.tenon.annotation.Submodule;
import io.tenon.nn.Conv2d;
import io.tenon.nn.Init;
import io.tenon.nn.Linear;
import io.tenon.nn.NnModule;
import io.tenon.nn.Sequential;
import java.util.List;
import java.util.Map;

/**
 * ViT-B/16, the vision transformer (Dosovitskiy et al., 2020), {@code torchvision.models.vit_b_16}:
 * an image is a sequence of patches of 16×16 pixels behind a token that collects what is seen.
 */
public final class VitB16 extends NnModule {
  private static final int IMAGE_SIZE = 224;
  private static final int PATCH_SIZE = 16;
  private static final int LAYERS = 12;
  private static final int HEADS = 12;
  private static final int HIDDEN_DIM = 768;
  private static final int MLP_DIM = 3072;

  @Param("class_token")
  Parameter classToken = new Parameter(Tensor.zeros(1, 1, HIDDEN_DIM));

  @Submodule("conv_proj")
  Conv2d convProj = new Conv2d(3, HIDDEN_DIM, PATCH_SIZE, Conv2d.options().stride(PATCH_SIZE));

  @Submodule VitEncoder encoder;
  @Submodule Sequential heads;

  /** A network that tells {@code classes} kinds of images apart, ImageNet's 1000. */
  public VitB16(int classes) {
    int side = IMAGE_SIZE / PATCH_SIZE;
    encoder = new VitEncoder(side * side + 1, LAYERS, HEADS, HIDDEN_DIM, MLP_DIM);
    Linear head = new Linear(HIDDEN_DIM, classes);
    heads = new Sequential(Map.of("head", head));
    double std = Math.sqrt(1.0 / (3 * PATCH_SIZE * PATCH_SIZE));
    Init.truncNormal_(convProj.weight, 0, std, -2, 2);
    Init.zeros_(convProj.bias);
    Init.zeros_(head.weight);
    Init.zeros_(head.bias);
  }

  @Override
  public Tensor forward(@Shape("N, 3, 224, 224") Tensor x) {
    x = convProj.call(x).flatten(2).permute(0, 2, 1); // [N, patches, features]
    Tensor token = classToken.expand(x.size(0), -1, -1);
    x = encoder.call(cat(List.of(token, x), 1));
    return heads.call(x.select(1, 0));
  }
}
