package xnorsim.train.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import xnorsim.train.net.TorchEngine;

class AlignedBuffersTest {
    @Test
    void put_numbers_areThereAndInPlace() {
        TorchEngine.start(1, false);
        AlignedBuffers buffers = new AlignedBuffers();
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
            assertThat(buffers.put(manager, "a", new float[]{1, 2, 3}, new Shape(3)).toFloatArray())
                    .containsExactly(1, 2, 3);
            assertThat(buffers.put(manager, "a", new float[]{4, 5}, new Shape(1, 2)).toFloatArray())
                    .containsExactly(4, 5);
        }
    }

    @Test
    void aligned_memory_beginsAtAMultipleOf64() {
        for (int size = 1; size < 300; size += 7) {
            ByteBuffer memory = AlignedBuffers.aligned(size);
            assertThat(memory.alignmentOffset(0, 64)).isZero();
            assertThat(memory.capacity()).isEqualTo(size);
        }
    }
}
