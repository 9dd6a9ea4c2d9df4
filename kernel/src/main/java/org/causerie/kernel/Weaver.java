// SPDX-License-Identifier: Apache-2.0
package org.causerie.kernel;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Changes the classes of a cell before they are loaded: a {@link StopPoint} where a method starts and where a
 * jump goes back, and {@link ExitGuard} in place of {@code System.exit}. What is put in leaves the operand
 * stack and the local variables as they are, so frames need no new computation.
 */
final class Weaver {
    private static final String GUARD = "org/causerie/kernel/ExitGuard";
    private static final Handle LINK = new Handle(
            Opcodes.H_INVOKESTATIC,
            "org/causerie/kernel/StopPoint",
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private Weaver() {}

    static byte[] weave(byte[] bytecodes) {
        ClassReader reader = new ClassReader(bytecodes);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new Method(next, name);
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static final class Method extends MethodVisitor {
        private final boolean stopsAtEntry;
        private final Set<Label> passed = new HashSet<>();

        Method(MethodVisitor next, String name) {
            super(Opcodes.ASM9, next);
            stopsAtEntry = !name.startsWith("<");
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (stopsAtEntry) stopPoint();
        }

        @Override
        public void visitLabel(Label label) {
            passed.add(label);
            super.visitLabel(label);
        }

        @Override
        public void visitJumpInsn(int opcode, Label target) {
            if (passed.contains(target)) stopPoint();
            super.visitJumpInsn(opcode, target);
        }

        private void stopPoint() {
            super.visitInvokeDynamicInsn("stopPoint", "()V", LINK);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            if (exits(owner, name)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, "exit", guarded(owner), false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Object[] safe = arguments.clone();
            for (int i = 0; i < safe.length; i++) {
                if (safe[i] instanceof Handle handle && exits(handle.getOwner(), handle.getName())) {
                    safe[i] = new Handle(Opcodes.H_INVOKESTATIC, GUARD, "exit", guarded(handle.getOwner()), false);
                }
            }
            super.visitInvokeDynamicInsn(name, descriptor, bootstrap, safe);
        }

        private static boolean exits(String owner, String name) {
            return switch (owner) {
                case "java/lang/System" -> name.equals("exit");
                case "java/lang/Runtime" -> name.equals("exit") || name.equals("halt");
                default -> false;
            };
        }

        private static String guarded(String owner) {
            return owner.equals("java/lang/System") ? "(I)V" : "(Ljava/lang/Runtime;I)V";
        }
    }
}
