//! Certificates of integer duals. Those that prove the optimum pass, and no change makes one prove a bound below it.

use proptest::prelude::*;
use tercet::plan::certificate::{Branch, Certificate, CutDual, DualProof, Duals, ProofNode};
use tercet::plan::check::{Basis, Claim, check};
use tercet::{Plan, Problem};
use tercet_tests::certifier::certify;
use tercet_tests::choices::Choices;
use tercet_tests::generator;
use tercet_tests::oracle::{Best, Oracle};
use tercet_tests::stated::Stated;

use crate::checking;
use crate::searching::{config, small};

/// A problem that has a plan, and a proof that no plan is better than its best.
struct Proved {
    stated: Stated,
    problem: Problem,
    best: Best,
    value: i64,
    proof: DualProof,
}

fn proved(stated: Stated, choices: &mut Choices) -> Option<Proved> {
    let problem = stated.problem().ok()?;
    let oracle = Oracle::new(&stated);
    let best = oracle.best()?;
    let proof = certify(&stated, &oracle, &best, choices);
    let value = i64::try_from(best.value).expect("a dozen schools' points");
    Some(Proved { stated, problem, best, value, proof })
}

impl Proved {
    /// The best plan, which claims this bound with this proof.
    fn plan(&self, proof: DualProof, bound: i64) -> Plan {
        let mut plan = checking::plan(&self.problem, &self.stated, &self.best, bound);
        plan.certificate = Some(Certificate::Duals(proof));
        plan
    }

    /// Whether the check accepts the proof of the best plan.
    fn passes(&self, proof: &DualProof) -> bool {
        check(&self.problem, &self.plan(proof.clone(), self.value)).is_valid()
    }
}

/// Random bytes for the certifier and for the changes.
fn choices() -> impl Strategy<Value = Choices> {
    prop::collection::vec(any::<u8>(), 0..400).prop_map(|bytes| Choices::from_bytes(&bytes))
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_proof_of_the_optimum_passes(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        let checked = check(&proved.problem, &proved.plan(proved.proof.clone(), proved.value));
        prop_assert!(checked.is_valid(), "{:?}", checked.findings());
        prop_assert_eq!((checked.basis, checked.bound), (Basis::Derived, Some(proved.value)));
        // A weaker claim is also true. A stronger claim is not what the certificate shows.
        let weaker = check(&proved.problem, &proved.plan(proved.proof.clone(), proved.value + 1));
        prop_assert!(weaker.is_valid(), "{:?}", weaker.findings());
        let stronger = check(&proved.problem, &proved.plan(proved.proof.clone(), proved.value - 1));
        prop_assert_eq!(stronger.basis, Basis::Nothing);
        prop_assert!(stronger.claims.iter().any(|mismatch| mismatch.claim == Claim::Bound));
    }

    #[test]
    fn a_proof_survives_its_file(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        let plan = proved.plan(proved.proof.clone(), proved.value);
        let read = Plan::from_json(&plan.to_json(), "plan.json".as_ref());
        prop_assert_eq!(read.expect("a plan as it was written"), plan);
    }

    #[test]
    fn a_lower_dual_of_any_school_at_any_step_is_refused(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        for part in 0..proved.proof.parts.len() {
            // A large tree is changed in only a few places.
            let steps: Vec<(usize, usize)> = (proved.proof.parts[part].nodes.iter().enumerate())
                .flat_map(|(node, proof)| (0..proof.steps.len()).map(move |step| (node, step)))
                .collect();
            for _ in 0..steps.len().min(4) {
                let (node, step) = choices.one_of(&steps);
                let school = choices.below(proved.proof.parts[part].schools.len());
                let mut proof = proved.proof.clone();
                proof.parts[part].nodes[node].steps[step].schools[school] -= 1;
                prop_assert!(!proved.passes(&proof), "part {part}, node {node}, step {step}, school {school}");
            }
        }
    }

    #[test]
    fn a_proof_with_a_piece_missing_is_refused(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        if proved.proof.parts.is_empty() {
            return Ok(());
        }
        let part = choices.below(proved.proof.parts.len());
        let refused = |change: &dyn Fn(&mut DualProof)| {
            let mut proof = proved.proof.clone();
            change(&mut proof);
            !proved.passes(&proof)
        };
        prop_assert!(refused(&|proof| drop(proof.parts.remove(part))));
        prop_assert!(refused(&|proof| proof.parts[part].bound -= 1));
        prop_assert!(refused(&|proof| drop(proof.parts[part].nodes.remove(0))));
        prop_assert!(refused(&|proof| drop(proof.parts[part].schools.pop())));
        prop_assert!(refused(&|proof| proof.parts[part].nodes.push(ProofNode::default())));
        prop_assert!(refused(&|proof| proof.parts.push(proof.parts[part].clone())));
        prop_assert!(refused(&|proof| proof.scale = 0));
        let nodes = &proved.proof.parts[part].nodes;
        if nodes.len() > 1 {
            prop_assert!(refused(&|proof| drop(proof.parts[part].nodes.pop())));
            let branching: Vec<usize> = (0..nodes.len()).filter(|&node| nodes[node].branch.is_some()).collect();
            let node = choices.one_of(&branching);
            prop_assert!(refused(&|proof| proof.parts[part].nodes[node].branch = None));
            let branch = nodes[node].branch.expect("it branches");
            let wrong = [
                Branch { together: node, ..branch },
                Branch { apart: 0, ..branch },
                Branch { apart: branch.together, ..branch },
                Branch { apart: nodes.len(), ..branch },
                Branch { pair: [branch.pair[0]; 2], ..branch },
                Branch { pair: [branch.pair[0], usize::MAX], ..branch },
            ];
            for branch in wrong {
                prop_assert!(refused(&|proof| proof.parts[part].nodes[node].branch = Some(branch)), "{:?}", branch);
            }
        }
    }
}

proptest! {
    #![proptest_config(config(900))]

    #[test]
    fn no_change_proves_less_than_the_optimum(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        if proved.proof.parts.is_empty() {
            return Ok(());
        }
        let mut proof = proved.proof.clone();
        let part = choices.below(proof.parts.len());
        proof.parts[part].bound -= 1;
        for _ in 0..choices.below(6) {
            change(&mut proof, &mut choices);
        }
        let checked = check(&proved.problem, &proved.plan(proof.clone(), proved.value - 1));
        prop_assert_ne!(checked.basis, Basis::Derived);
        prop_assert!(!checked.is_valid());
        // Whatever else the certificate proves is true.
        let checked = check(&proved.problem, &proved.plan(proof, i64::MAX));
        prop_assert!(checked.basis != Basis::Derived || checked.bound >= Some(proved.value), "{:?}", checked.bound);
    }

    #[test]
    fn a_proof_for_another_problem_proves_nothing_false(stated in small(), mut choices in choices()) {
        let Some(proved) = proved(stated, &mut choices) else { return Ok(()) };
        let mut other = proved.stated.clone();
        match choices.below(4) {
            0 => other.rules.hard.differ = Some(Vec::new()),
            1 => other.rules.benefit.share += 5.0,
            2 => other.rules.hard.max_km = None,
            _ => other.rules.sizes.allowed = [2, 3, 4].into(),
        }
        let (Ok(problem), Some(best)) = (other.problem(), Oracle::new(&other).best()) else { return Ok(()) };
        let checked = check(&problem, &proved.plan(proved.proof.clone(), proved.value));
        prop_assert!(checked.basis != Basis::Derived || checked.bound.map(i128::from) >= Some(best.value));
    }
}

/// The properties above need cases: trees, cuts, duals of sizes, several parts and several steps must occur.
#[test]
fn the_random_proofs_have_every_piece() {
    let mut pieces = [0; 6];
    for seed in 0..300 {
        let stated = generator::small(&mut Choices::from_seed(seed, 700));
        let Some(Proved { proof, .. }) = proved(stated, &mut Choices::from_seed(seed, 400)) else { continue };
        let nodes = || proof.parts.iter().flat_map(|part| &part.nodes);
        let steps = || nodes().flat_map(|node| &node.steps);
        let has = [
            proof.parts.len() > 1,
            nodes().any(|node| node.branch.is_some()),
            nodes().any(|node| node.steps.len() > 1),
            nodes().any(|node| node.steps.is_empty()),
            steps().any(|duals| duals.cuts.iter().any(|cut| cut.dual > 0)),
            steps().any(|duals| !duals.sizes.is_empty()),
        ];
        pieces.iter_mut().zip(has).for_each(|(count, has)| *count += u32::from(has));
    }
    assert!(pieces.iter().all(|&count| count > 8), "{pieces:?}");
}

/// A proof with one number or one piece changed.
fn change(proof: &mut DualProof, choices: &mut Choices) {
    let number = |choices: &mut Choices, number: i64| match choices.below(6) {
        0 => number.wrapping_add(1),
        1 => number.wrapping_sub(1),
        2 => number.wrapping_neg(),
        3 => choices.one_of(&[i64::MIN, i64::MAX, 1_000_000_000, -1_000_000_000, 0]),
        4 => number.wrapping_mul(2),
        _ => number.wrapping_sub(1_000 * i64::try_from(choices.below(200)).expect("a small number")),
    };
    let position = |choices: &mut Choices, len: usize| match choices.below(8) {
        0 => usize::MAX,
        1 => len,
        _ => choices.below(len.max(1)),
    };
    let Some(part) = (!proof.parts.is_empty()).then(|| choices.below(proof.parts.len())) else {
        return;
    };
    if choices.once_in(16) {
        proof.scale = number(choices, proof.scale);
        return;
    }
    let part = &mut proof.parts[part];
    let (nodes, schools) = (part.nodes.len(), part.schools.len());
    if nodes == 0 {
        return;
    }
    let node = choices.below(nodes);
    if choices.once_in(8) {
        part.nodes.remove(node);
        return;
    }
    if choices.once_in(4) {
        let pair = [position(choices, schools), position(choices, schools)];
        let (together, apart) = (position(choices, nodes), position(choices, nodes));
        let node = &mut part.nodes[node];
        node.branch = match node.branch {
            Some(branch) if choices.once_in(2) => Some(Branch { pair, ..branch }),
            Some(branch) if choices.once_in(2) => {
                Some(Branch { together: branch.apart, apart: branch.together, ..branch })
            }
            _ => Some(Branch { pair, together, apart }),
        };
        return;
    }
    let steps = &mut part.nodes[node].steps;
    if steps.is_empty() {
        return;
    }
    let step = choices.below(steps.len());
    let step: &mut Duals = &mut steps[step];
    match choices.below(6) {
        0 => {
            let size = choices.below(8);
            let dual = step.sizes.get(&size).copied().unwrap_or(0);
            step.sizes.insert(size, number(choices, dual));
        }
        1 if !step.cuts.is_empty() => {
            let cut = choices.below(step.cuts.len());
            let cut = &mut step.cuts[cut];
            let school = choices.below(cut.schools.len());
            match choices.below(4) {
                0 => cut.dual = number(choices, cut.dual),
                1 => cut.divisor = choices.one_of(&[0, 1, 2, 3, u32::MAX]),
                2 => cut.multipliers[school] = choices.one_of(&[0, 1, 2, u32::MAX]),
                _ => cut.schools[school] = position(choices, schools),
            }
        }
        2 => step.cuts.push(CutDual {
            schools: (0..schools.min(3)).collect(),
            multipliers: vec![1; schools.min(3)],
            divisor: choices.one_of(&[0, 1, 2]),
            dual: number(choices, 100_000),
        }),
        _ if !step.schools.is_empty() => {
            let school = choices.below(step.schools.len());
            step.schools[school] = number(choices, step.schools[school]);
        }
        _ => {}
    }
}
