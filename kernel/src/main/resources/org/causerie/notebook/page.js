for (const formula of document.querySelectorAll(".formula")) {
  katex.render(formula.textContent, formula, {
    displayMode: formula.classList.contains("display"), throwOnError: false, strict: false, trust: false
  });
}
