package xnorsim.train.net;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.util.Utils;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import xnorsim.base.InputException;

/** The native engine, started once, offline and without any report of its use. */
public final class TorchEngine {
    public static final String NAME = "PyTorch";

    private TorchEngine() {}

    /**
     * Starts the engine; the first start of all unpacks its libraries into the engine's cache folder. The number of
     * threads and the kernels can be set only once in a JVM: later calls do not change them.
     *
     * @param evenShapes whether {@link SpikeMaps#areEven}. Otherwise the convolutions of the engine's oneDNN, 3.7.1,
     *        are kept from AVX and beyond, which takes up to seven times as long: where channels do not fill a vector,
     *        those gave other sums on an AMD EPYC with AVX-512, of 150 random shapes on 22 forward and of 400 on 125
     *        for the gradient of the input, now and then numbers that are none, as what fills the vector up was not 0.
     *        {@code ConvolutionTest} has some of them.
     * @throws InputException if the libraries cannot be unpacked or loaded
     */
    public static Engine start(int threads, boolean evenShapes) {
        if (!evenShapes) {
            setUnlessSet("DNNL_MAX_CPU_ISA", "SSE41");
        }
        set("DJL_OFFLINE", "true");
        set("OPT_OUT_TRACKING", "true");
        set("ai.djl.pytorch.num_threads", Integer.toString(threads));
        set("ai.djl.pytorch.num_interop_threads", "1");
        try {
            return Engine.getEngine(NAME);
        } catch (RuntimeException | LinkageError e) {
            throw new InputException(String.format(Locale.ROOT,
                    "DJL_CACHE_DIR is %s: the training engine's libraries cannot be unpacked and loaded there: %s,"
                            + " expected a"
                            + " writable folder with 500 MB free",
                    Utils.getEngineCacheDir(), reason(e)), e);
        }
    }

    /** The innermost cause's words: those around it tell of the engine's own classes. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException other -> String.valueOf(other.getMessage());
            default -> Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
        };
    }

    /** Sets a variable of the environment, which oneDNN reads when it is first used, not Java's copy of it. */
    @SuppressWarnings("restricted")
    private static void setUnlessSet(String name, String value) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find("setenv");
        if (address.isEmpty()) {
            return;
        }
        MethodHandle setenv = linker.downcallHandle(address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 0);
            if (failed != 0) {
                throw new IllegalStateException(name + " cannot be set");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(name + " cannot be set", e);
        }
    }

    /** Where training computes: the first GPU if the engine has one, else the processor. */
    static Device trainingDevice(Engine engine) {
        return engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu();
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
