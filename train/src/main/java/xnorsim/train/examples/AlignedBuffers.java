package xnorsim.train.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory through which plain arrays enter the engine: reused from step to step, so that nothing grows, and aligned.
 *
 * <p>The engine does not copy what it is given. Memory of Java's is aligned to 16 bytes only, the engine's own to 64;
 * matrix kernels may choose their order of summation by that, and then memory that lies differently in every run gives
 * other last bits. On the machine this was tried on none did; the contract that equal runs give equal bits does not
 * lean on it.
 */
public final class AlignedBuffers {
    private static final int ALIGNMENT = 64;

    private final Map<String, ByteBuffer> buffers = new HashMap<>();

    /**
     * Numbers as an array of the engine.
     *
     * @param use what for: the next array for the same use takes over this one's memory
     */
    public NDArray put(NDManager manager, String use, float[] values, Shape shape) {
        int bytes = Math.multiplyExact(values.length, Float.BYTES);
        ByteBuffer buffer = buffers.get(use);
        if (buffer == null || buffer.capacity() != bytes) {
            buffer = aligned(bytes);
            buffers.put(use, buffer);
        }
        buffer.asFloatBuffer().put(values);
        return manager.create(buffer, shape, DataType.FLOAT32);
    }

    /** Memory that begins at a multiple of 64. */
    static ByteBuffer aligned(int bytes) {
        ByteBuffer memory = ByteBuffer.allocateDirect(Math.addExact(bytes, 2 * ALIGNMENT)).alignedSlice(ALIGNMENT);
        return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
    }
}
