"""Where the library means to differ from PyTorch 1.13, each kind with its reason. The one list."""
import re

# What the program that shows the difference must hold.
VIEW = r'v\d+(\[|\.(select|view|reshape|flatten|transpose|t|permute|expand|squeeze|unsqueeze|split|contiguous)\()'
VIEW_UNDER_NO_GRAD = r'with torch\.no_grad\(\): v\d+ = ' + VIEW
OLDER_VIEW = r'= (v\d+)(\[|\.\w+\()(.|\n)*\bv\d+\.requires_grad_\(\)$'
WRITE_OUTSIDE = r'(no_grad\(\): v\d+(\S*_\(|\[.*\] [*]?= )|no_grad\(\): torch\.\w+\(.*out=|\.(data|detach)\b)'


class Known:
    """A kind of difference: what differs; a pattern of the message, or of the numbers; one of the shortest program that
    shows it, under which stands a comment that begins with the name of what differs; and why ours is meant."""

    def __init__(self, kind, message, program, reason):
        self.kind, self.message = re.compile(kind), re.compile(message)
        self.program, self.reason = re.compile(program, re.MULTILINE), reason


DIFFERENCES = [
    # PyTorch has an error, ours has none.
    Known('error only there', 'a function that returns multiple views', r'\.split\(',
          'a piece of split is a view like every other, and may be changed in place'),
    Known('error only there', 'Expected at most 2 dimensions', r'\.norm\(dim',
          'norm reduces over any number of axes'),
    Known('error only there', 'modified by an inplace operation', r'\.mean\([-(\d]|\.gather\(',
          'gather, and mean over axes, do not keep their input, whose numbers the gradient does not use'),
    Known('error only there',
          'A view was created in no_grad mode|modified by an inplace|second time|support automatic|change requires_grad flags',
          VIEW_UNDER_NO_GRAD, 'a view that is taken under NoGrad is outside the graph, and may be used there'),
    Known('error only there', 'a leaf Variable that requires grad is being', r'^v\d+ = ' + VIEW,
          'a view may be changed in place after its base came into the graph by a write through another view'),
    Known('error only there', 'support automatic|change requires_grad flags|moved into the graph interior', OLDER_VIEW,
          'a view taken before its base requires grad is outside the graph, and may be used there'),
    Known('error only there', 'moved into the graph interior', r'requires_grad_\(False\)',
          'what no longer requires grad may be overwritten like any other tensor'),
    Known('error only there', 'second time', '',
          'an op that keeps no tensor for its gradient, as a product with a number, may be passed again'),
    Known('error only there', 'input tensor and the written-to tensor refer to a single memory', '',
          'a source that overlaps with the target is read before anything is written'),
    # Ours has an error, PyTorch has none.
    Known('error only here', 'needs a tensor that .* has changed', r'\.data\b',
          'PyTorch does not notice a change through .data, and takes the changed numbers for the gradient'),
    Known('error only here', 'this leaf is a view', r'\.requires_grad_\(\)$',
          'a leaf whose memory a recorded op writes: PyTorch makes an op\'s output of it, without a word, and its gradient ends'),
    Known('error only here', 'the tensor is expanded', r'\.expand\(|\.data\b',
          'an expanded tensor is not written, whatever is written: several of its elements would change at once'),
    Known('error only here', '^cat:', r'torch\.cat\(',
          'PyTorch leaves an empty vector out, among tensors of any shape and along any axis: what it calls legacy'),
    # The place in the graph.
    Known('requires_grad|is_leaf|gradient there or not', 'False here, True there|not kept here', VIEW_UNDER_NO_GRAD,
          'a view that is taken under NoGrad is outside the graph; there it requires grad, which does not reach its base'),
    Known('requires_grad|is_leaf|gradient there or not',
          'False here, True there|True here, False there|not kept here|there here, None there|None here, there there', OLDER_VIEW,
          'a view taken before its base requires grad is outside the graph; there it requires grad, which may not reach it'),
    Known('gradient', '', r'= (v\d+)(\[|\.\w+\()(.|\n)*\b\1\.requires_grad_\(\)$(.|\n)*^# \1\.grad',
          'a view taken before its base requires grad is outside the graph; there it requires grad, which may not reach it'),
    Known('gradient.*|value', '', r'requires_grad_\(False\)(.|\n)*(requires_grad_\(\)|backward)',
          'what no longer requires grad forgets its gradient'),
    Known('gradient.*', '', r'\b(v\d+)\.retain_grad\(\)(.|\n)*(_\(|\] [*]?= )(.|\n)*^# \1\.grad',
          'a gradient that is kept is that of what the tensor is after a change in place, as in PyTorch 2'),
    Known('gradient.*', '', r'(?=[\s\S]*(register_hook|retain_grad))[\s\S]*' + WRITE_OUTSIDE,
          'a view keeps its place in the graph, and its hooks, when its memory is written outside the graph; not in PyTorch'),
    Known('gradient', '', r'^(v\d+) = v\d+(\[|\.\w+\()(.|\n)*\b\1\.requires_grad_\(\)$(.|\n)*^# \1\.grad',
          'a leaf that is a view stays one when its memory is written; PyTorch makes an op\'s output of it'),
    Known('gradient', '', r'\b(v\d+)\.register_hook(.|\n)*\b\1\.\w+_\(',
          'a hook sees the whole gradient of what a view was before a change in place; PyTorch leads a share past it'),
    Known('gradient', '', r'\bv\d+\.retain_grad\(\)$(.|\n)*\bv\d+\.register_hook',
          'the gradient that is kept is the one behind all hooks, as in PyTorch 2'),
    # The numbers.
    Known('value|gradient', r' here, .*(\b0\.0\b|inf|nan).* there', r'\.norm\(',
          'floats are squared in double, so that a norm neither overflows nor vanishes'),
    Known('value|gradient', '', r'(?=[\s\S]*\.norm\()[\s\S]*\de[+-]?(1[5-9]|[2-4]\d)',
          'floats are squared in double, so that a norm neither overflows nor vanishes'),
    Known('value|gradient', r' here, .*nan.* there', r'\.norm\(dim',
          'the gradient of a norm is 0 where the norm is 0, along axes, too'),
    Known('value|gradient', '', r'\.pow_?\(-[12]',
          'x to the power of -2, the gradient of that of -1, is not 1 / (x x), which may vanish on the way'),
    Known('gradient', '', r'= -?[\d.]+(e[+-]?\d+)? / v\d+', 'the gradient of s / x squares in double, and loses no digits'),
    Known('gradient', r' here, .*nan.* there', r' / v\d+|\.div_\(v',
          'the gradient of a / b divides by the square in double: 0 where PyTorch has 0 times infinity'),
    Known('gradient', r' here, .*\b0\.0\b.* there', r'\.tanh_?\(\)',
          'a tanh next to 1 is rounded to the nearest float, and its gradient is not yet 0'),
    Known('value|gradient', r'\[.*(inf|nan).*\]', r'linear\(|matmul| @ |\.(dot|mv|mm)\(',
          'sums of products beyond the largest float are infinite or no number, by the order in which they are added'),
]


def reason(difference, steps):
    """Why the difference is meant, or None."""
    text = '\n'.join([*steps, f'# {difference.where}'])
    message = f'{difference.message}; {difference.where}'
    for known in DIFFERENCES:
        if (known.kind.fullmatch(difference.kind) and known.message.search(message)
                and known.program.search(text)):
            return known.reason
    return None
