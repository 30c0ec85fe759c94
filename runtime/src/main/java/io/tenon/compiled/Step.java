package io.tenon.compiled;

/**
 * One step of a compiled forward, for reports: what a generated method does for one sample.
 *
 * @param name the generated method's name, such as {@code conv1ReluMaxPool}
 * @param in the shape that goes in, without the batch
 * @param out the shape that comes out, without the batch
 * @param parameters how many numbers of trainable weights it uses
 * @param multiplyAdds multiplications with an addition, per sample
 */
public record Step(String name, String in, String out, long parameters, long multiplyAdds) {}
